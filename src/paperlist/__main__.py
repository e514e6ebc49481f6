"""`paperlist` and `python -m paperlist`: the command, from its first moment."""

import signal


def main() -> None:
    """Run the command."""
    # Until it is loaded, an interrupt ends it as it ends most programs: silently.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from paperlist.cli import main

    main()


if __name__ == "__main__":
    main()
