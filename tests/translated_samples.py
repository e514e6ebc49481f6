"""What browsers make of the words of arXiv's pages: a page in English, and in each language.

A language is its labels, its months, and how it says the dates. `{0}` and `{1}` are days, `{2}` is a month.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

LIST = """[1] arXiv:2601.15552 [pdf, html, other]
Bandits of the Night
Phuc Nguyen, Benjamin Zelditch, Joyce Chen
Subjects: Machine Learning (cs.LG); Artificial Intelligence (cs.AI); Machine Learning (stat.ML)
We present a framework that is known to nobody, and show in 2024 that it does what nobody has asked for.

[2] arXiv:2601.16172 (cross-list from cs.CL) [pdf, other]
Title: Structured Dormice
Zachary Burton
Comments: 9 pages, 1 figure
Subjects: Artificial Intelligence (cs.AI)
State-of-the-art dormice combine large tails with sleep, and nothing else that we know of is known to do so.
"""
MONTHS = "January February March April May June July August September October November December".split()


class Language(NamedTuple):
    """What a page's own words are in a language."""

    labels: str
    """Authors, abstract, comments, journal reference, subjects, cite as, submission history, from, title."""
    months: str
    day: str
    month: str
    listed: str
    first_listed: str
    dateline: str
    other: str
    omitted: str
    more: str = "▽ More"
    comma: str = ", "
    this_version: str = "(or {0} for this version)"


LABELS = "Authors:|Abstract:|Comments:|Journal ref(?:erence)?:|Subjects:|Cite as:|Submission history|From:|Title:"
EUROPEAN = "{d} {m} {y}"
LANGUAGES = {
    "German": Language(
        "Autoren:|Zusammenfassung:|Kommentare:|Zeitschriftenreferenz:|Themen:|"
        "Zitieren als:|Einreichungsverlauf|Von:|Titel:",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{d}. {m} {y}",
        "{m} {y}",
        "Eingereicht am {0}; ursprünglich angekündigt im {2}.",
        "Eingereicht am {0}; v1 eingereicht am {1}; ursprünglich angekündigt im {2}.",
        "[Eingereicht am {1} (v1), zuletzt überarbeitet am {0} (diese Version, v3)]",
        "andere",
        "et al. (14 weitere Autoren nicht angezeigt)",
        "▽ Mehr",
        this_version="(oder {0} für diese Version)",
    ),
    "French": Language(
        "Auteurs\N{NO-BREAK SPACE}:|Résumé\N{NO-BREAK SPACE}:|Commentaires :|"
        "Référence de la revue :|Sujets :|Citer comme :|Historique des soumissions|De :|Titre :",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        EUROPEAN,
        "{m} {y}",
        "Soumis le {0} ; initialement annoncé en {2}.",
        "Soumis le {0} ; v1 soumise le {1} ; initialement annoncé en {2}.",
        "[Soumis le {1} (v1), dernière révision le {0} (cette version, v3)]",
        "autre",
        "et al. (14 auteurs supplémentaires non affichés)",
        "▽ Plus",
        this_version="(ou {0} pour cette version)",
    ),
    "Spanish": Language(
        "Autores:|Resumen:|Comentarios:|Referencia de la revista:|Temas:|Citar como:|Historial de envíos|De:|Título:",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{d} de {m} de {y}",
        "{m} de {y}",
        "Enviado el {0}; anunciado originalmente en {2}.",
        "Enviado el {0}; v1 enviado el {1}; anunciado originalmente en {2}.",
        "[Enviado el {1} (v1), última revisión el {0} (esta versión, v3)]",
        "otro",
        "et al. (14 autores adicionales no mostrados)",
        "▽ Más",
        this_version="(o {0} para esta versión)",
    ),
    "Portuguese": Language(
        "Autores:|Resumo:|Comentários:|Referência do periódico:|Assuntos:|Citar como:|"
        "Histórico de submissões|De:|Título:",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{d} de {m} de {y}",
        "{m} de {y}",
        "Submetido em {0}; originalmente anunciado em {2}.",
        "Submetido em {0}; v1 submetido em {1}; originalmente anunciado em {2}.",
        "[Submetido em {1} (v1), última revisão em {0} (esta versão, v3)]",
        "outro",
        "et al. (14 autores adicionais não mostrados)",
        "▽ Mais",
        this_version="(ou {0} para esta versão)",
    ),
    "Italian": Language(
        "Autori:|Riassunto:|Commenti:|Riferimento rivista:|Argomenti:|Cita come:|Cronologia degli invii|Da:|Titolo:",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        EUROPEAN,
        "{m} {y}",
        "Inviato il {0}; originariamente annunciato a {2}.",
        "Inviato il {0}; v1 inviato il {1}; originariamente annunciato nel {2}.",
        "[Inviato il {1} (v1), ultima revisione {0} (questa versione, v3)]",
        "altro",
        "et al. (altri 14 autori non mostrati)",
        "▽ Altro",
        this_version="(o {0} per questa versione)",
    ),
    "Chinese": Language(
        "作者：|摘要：|评论：|期刊参考：|主题：|引用为：|提交历史|来自：|标题：",
        " ".join(map(str, range(1, 13))),
        "{y}年{m}月{d}日",
        "{y}年{m}月",
        "提交于{0}；最初宣布于{2}。",
        "提交于{0}；v1提交于{1}；最初宣布于{2}。",
        "[提交于{1}（v1），最后修订于{0}（此版本，v3）]",
        "其他",
        "等人（未显示另外 14 位作者）",
        "▽ 更多",
        "、",
        "（或此版本的{0}）",
    ),
    "traditional Chinese": Language(
        "作者：|摘要：|評論：|期刊參考：|主題：|引用為：|提交歷史|來自：|標題：",
        " ".join(map(str, range(1, 13))),
        "{y} 年 {m} 月 {d} 日",
        "{y} 年 {m} 月",
        "{0}提交；最初於{2}公佈。",
        "{0}提交；v1 於{1}提交；最初於{2}公佈。",
        "[{1}提交（v1），最後修訂{0}（此版本，v3）]",
        "其他",
        "等人 (另有 14 位作者未顯示)",
        "▽ 更多的",
        "，",
        "（或 {0} 此版本）",
    ),
    "Japanese": Language(
        "著者:|要約：|コメント:|ジャーナル参照:|主題:|次のように引用:|提出履歴|差出人:|タイトル:",
        " ".join(map(str, range(1, 13))),
        "{y}年{m}月{d}日",
        "{y}年{m}月",
        "{0}に提出。最初の発表は{2}。",
        "{0}に提出。v1は{1}に提出。最初の発表は{2}。",
        "[{1}に提出 (v1)、最終改訂 {0} (このバージョン、v3)]",
        "その他",
        "ほか (他の 14 人の著者は表示されていません)",
        "▽ もっと見る",
        "、",
        "(または、このバージョンの場合は {0} )",
    ),
    "Korean": Language(
        "저자:|초록:|댓글:|저널 참조:|주제:|다음과 같이 인용:|제출 내역|보낸 사람:|제목:",
        " ".join(map(str, range(1, 13))),
        "{y}년 {m}월 {d}일",
        "{y}년 {m}월",
        "{0} 제출; 원래 {2}에 발표되었습니다.",
        "{0} 제출; v1은 {1}에 제출; 원래 {2}에 발표되었습니다.",
        "[{1} 제출(v1), {0} 최종 수정(이 버전, v3)]",
        "기타",
        "외 (14명의 추가 저자는 표시되지 않음)",
        "▽ 더 보기",
        this_version="(또는 이 버전의 경우 {0})",
    ),
    "Russian": Language(
        "Авторы:|Аннотация:|Комментарии:|Ссылка на журнал:|Темы:|Цитировать как:|История отправки|От:|Название:",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "{d} {m} {y} г.",
        "{m} {y} г.",
        "Отправлено {0}; первоначально объявлено в {2}",
        "Отправлено {0}; v1 отправлено {1}; первоначально объявлено в {2}",
        "[Отправлено {1} (v1), последняя редакция {0} (эта версия, v3)]",
        "другое",
        "и др. (14 дополнительных авторов не показаны)",
        "▽ Подробнее",
        this_version="(или {0} для этой версии)",
    ),
    "Polish": Language(
        "Autorzy:|Streszczenie:|Komentarze:|Odniesienie do czasopisma:|Tematy:|"
        "Cytuj jako:|Historia zgłoszeń|Od:|Tytuł:",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        EUROPEAN,
        "{m} {y}",
        "Zgłoszono {0}; pierwotnie ogłoszono w {2}.",
        "Zgłoszono {0}; wersja v1 zgłoszona {1}; pierwotnie ogłoszono w {2}.",
        "[Zgłoszono {1} (v1), ostatnia aktualizacja {0} (ta wersja, v3)]",
        "inne",
        "i in. (14 dodatkowych autorów nie pokazano)",
        "▽ Więcej",
        this_version="(lub {0} dla tej wersji)",
    ),
    "Dutch": Language(
        "Auteurs:|Samenvatting:|Opmerkingen:|Tijdschriftreferentie:|Onderwerpen:|"
        "Citeren als:|Inzendingsgeschiedenis|Van:|Titel:",
        "januari februari maart april mei juni juli augustus september oktober november december",
        EUROPEAN,
        "{m} {y}",
        "Ingediend op {0}; oorspronkelijk aangekondigd in {2}.",
        "Ingediend op {0}; v1 ingediend op {1}; oorspronkelijk aangekondigd in {2}.",
        "[Ingediend op {1} (v1), laatst herzien op {0} (deze versie, v3)]",
        "andere",
        "et al. (14 extra auteurs niet weergegeven)",
        "▽ Meer",
        this_version="(of {0} voor deze versie)",
    ),
    "Turkish": Language(
        "Yazarlar:|Özet:|Yorumlar:|Dergi referansı:|Konular:|Şu şekilde alıntı yapın:|Gönderim geçmişi|Kimden:|Başlık:",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        EUROPEAN,
        "{m} {y}",
        "{0}'te gönderildi; ilk olarak {2}'te duyuruldu.",
        "{0}'te gönderildi; v1 {1} tarihinde gönderildi; ilk olarak {2}'te duyuruldu.",
        "[{1} tarihinde gönderildi (v1), son olarak {0} tarihinde revize edildi (bu sürüm, v3)]",
        "diğer",
        "ve diğerleri (14 ek yazar gösterilmiyor)",
        "▽ Daha fazla",
        this_version="(veya bu sürüm için {0})",
    ),
    "Ukrainian": Language(
        "Автори:|Анотація:|Коментарі:|Посилання на журнал:|Теми:|Цитувати як:|Історія подання|Від:|Назва:",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "{d} {m} {y} р.",
        "{m} {y} р.",
        "Подано {0}; спочатку оголошено в {2}",
        "Подано {0}; v1 подано {1}; спочатку оголошено в {2}",
        "[Подано {1} (v1), остання редакція {0} (ця версія, v3)]",
        "інше",
        "та ін. (14 додаткових авторів не показано)",
        "▽ Більше",
        this_version="(або {0} для цієї версії)",
    ),
    "Indonesian": Language(
        "Penulis:|Abstrak:|Komentar:|Referensi jurnal:|Subjek:|Kutip sebagai:|Riwayat pengiriman|Dari:|Judul:",
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        EUROPEAN,
        "{m} {y}",
        "Dikirim {0}; awalnya diumumkan {2}.",
        "Dikirim {0}; v1 dikirim {1}; awalnya diumumkan {2}.",
        "[Dikirim pada {1} (v1), terakhir direvisi {0} (versi ini, v3)]",
        "lainnya",
        "dkk. (14 penulis tambahan tidak ditampilkan)",
        "▽ Lebih banyak",
        this_version="(atau {0} untuk versi ini)",
    ),
    "Vietnamese": Language(
        "Tác giả:|Tóm tắt:|Bình luận:|Tham khảo tạp chí:|Chủ đề:|Trích dẫn là:|Lịch sử nộp bài|Từ:|Tiêu đề:",
        " ".join(map(str, range(1, 13))),
        "{d} tháng {m} năm {y}",
        "tháng {m} năm {y}",
        "Được nộp vào ngày {0}; ban đầu được công bố vào {2}.",
        "Được nộp vào ngày {0}; v1 được nộp vào ngày {1}; ban đầu được công bố vào {2}.",
        "[Được nộp vào ngày {1} (v1), sửa đổi lần cuối vào {0} (phiên bản này, v3)]",
        "khác",
        "và cộng sự (14 tác giả bổ sung không được hiển thị)",
        "▽ Thêm",
        this_version="(hoặc {0} cho phiên bản này)",
    ),
}

SEARCH = """Showing 1–3 of 3 results for all: dormice
arXiv:2509.26585  [pdf, ps, other]  cs.CV cs.LG
Dormouse Networks

Authors: Ada Byron, Alan M. Turing, Zoë Müller, et al. (14 additional authors not shown)

Abstract: …of dormice in 2024; a study of what they do when nobody looks… ▽ More

Submitted 30 September, 2025; v1 submitted 8 March, 2025; originally announced May 2025.

Comments: 15 pages

arXiv:cond-mat/0309665  [pdf]  cond-mat.stat-mech q-bio.OT
doi
10.1103/PhysRevLett.92.158102
Topological Origin

Authors: Paolo Grinza, Alessandro Mossa

Abstract: The hypothesis that dormice sleep is tested.

Submitted 19 December, 2004; originally announced December 2004.

Journal ref: Phys. Rev. Lett. 92 (2004) 158102

arXiv:1904.03529  [pdf, other]  physics.app-ph
Phenomenological Dormice

Authors: Arun Parthasarathy

Abstract: The equation of motion of a dormouse is derived.

Submitted 1 July, 2019; v1 submitted 6 April, 2019; originally announced April 2019.
"""
ABSTRACT_PAGE = """[Submitted on 16 Sep 1997 (v1), last revised 3 Nov 1997 (this version, v3)]
On the Effective Interactions
Andrea Brignole, Ferruccio Feruglio, Fabio Zwirner
If the gravitino is light and all the other supersymmetric particles are heavy, we can consider the effective theory.
Comments:\t12 pages, 1 figure
Subjects:\tHigh Energy Physics - Theory (hep-th); High Energy Physics - Phenomenology (hep-ph)
Cite as:\tarXiv:hep-th/9709111
 \t(or arXiv:hep-th/9709111v3 for this version)
Journal reference:\tJHEP 9711:001,1997
Submission history
From: Andrea Brignole [view email]
[v1] Tue, 16 Sep 1997 14:44:58 UTC (11 KB)
[v3] Mon, 3 Nov 1997 19:27:30 UTC (14 KB)
"""
SPAN = r"(?:</?span[^>]*>)?"
LISTED = re.compile(
    rf"{SPAN}Submitted{SPAN} (\d+) (\w+), (\d+);(?: {SPAN}v1{SPAN} {SPAN}submitted{SPAN} (\d+) (\w+), (\d+);)?"
    rf" {SPAN}originally announced{SPAN} (\w+) (\d+)\."
)
DATED = re.compile(
    r"\[Submitted on (\d+) (\w+) (\d+) \((?:<a[^>]*>)?v1(?:</a>)?\),"
    r" last revised (\d+) (\w+) (\d+) \(this version, (v\d)\)\]"
)
VERSION_LINE = re.compile(r"(\[v\d\] )\w+, (\d+) (\w+) (\d+)")
OMITTED = re.compile(r"(?:, |、|，)?et al\. \(14 additional authors not shown\)")


def day_in(language: Language, day: str, month: str, year: str) -> str:
    """Return a day of an English page in a language."""
    number = next(number for number, name in enumerate(MONTHS) if name.startswith(month))
    return language.day.format(d=day, m=language.months.split()[number], y=year)


def listed_in(language: Language) -> Callable[[re.Match[str]], str]:
    """Return what puts the dates of a search result into a language."""

    def put(found: re.Match[str]) -> str:
        month = language.month.format(m=language.months.split()[MONTHS.index(found[7])], y=found[8])
        listed = day_in(language, found[1], found[2], found[3])
        if not found[4]:
            return language.listed.format(listed, "", month)
        return language.first_listed.format(listed, day_in(language, found[4], found[5], found[6]), month)

    return put


def dateline_in(language: Language) -> Callable[[re.Match[str]], str]:
    """Return what puts the dates of an abstract page into a language."""

    def put(found: re.Match[str]) -> str:
        first, last = day_in(language, *found.group(1, 2, 3)), day_in(language, *found.group(4, 5, 6))
        return language.dateline.format(last, first).replace("v3", found[7])

    return put


def translate(text: str, language: Language) -> str:
    """Return a page of English samples as a browser translates it, but for titles, names and abstracts."""
    text = LISTED.sub(listed_in(language), text)
    text = DATED.sub(dateline_in(language), text)
    text = VERSION_LINE.sub(lambda found: found[1] + day_in(language, found[2], found[3], found[4]), text)
    text = re.sub(r"\(or (\S+) for this version\)", lambda found: language.this_version.format(found[1]), text)
    text = re.sub(r"(?m)^(Authors: |Andrea|Phuc).*$", lambda found: found[0].replace(", ", language.comma), text)
    text = OMITTED.sub(language.comma + language.omitted, text)
    for label, own in zip(LABELS.split("|"), language.labels.split("|"), strict=True):
        text = re.sub(rf"(?m)^{label}", own, text)
    text = text.replace("▽ More", language.more).replace(", other]", f", {language.other}]")
    text = re.sub(r"\(cross-list from (\S+)\)", rf"({language.other} \1)", text)
    return text.replace("[view email]", "[E]")


def translate_markup(page: str, language: Language) -> str:
    """Return a saved page as a browser translates it: its words in `font` elements, its metadata as it was."""

    def font(text: str) -> str:
        style = '<font style="vertical-align: inherit;">'
        return f"{style}{style}{text}</font></font>"

    page = LISTED.sub(
        lambda found: font(listed_in(language)(found)), re.sub(r"\s+(?=<span[^>]*>originally)", " ", page)
    )
    page = DATED.sub(lambda found: font(dateline_in(language)(found)), page)
    for label, own in zip(LABELS.split("|"), language.labels.split("|"), strict=True):
        page = re.sub(rf"(?<=>){label.rstrip(':')}(:?)(?=<)", font(own.strip(" :：\xa0")) + r"\1", page)
    page = page.replace("△ Less", font("△ ...")).replace("&#9651; Less", font("△ ..."))
    page = page.replace("Focus to learn more", "...").replace(
        "DOI(s) linking to related resources", font("... DOI ...")
    )
    return page.replace('<html lang="en">', '<html lang="xx" class="translated-ltr">')
