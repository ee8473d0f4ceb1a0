"""Which alphabet a text of one byte a letter is in."""

import pytest

from dateline.wires.alphabets import charset_of, lettered, national

RUSSIAN = "Паром между портом и островом снова вышел в море в четверг, через шесть дней после шторма."
GREEK = "Το πλοίο μεταξύ του λιμανιού και της νήσου ξεκίνησε και πάλι την Πέμπτη, έξι ημέρες μετά την καταιγίδα."
ARABIC = "عادت العبارة بين الميناء والجزيرة يوم الخميس بعد ستة أيام من العاصفة."
HEBREW = "המעבורת בין הנמל לאי הפליגה שוב ביום חמישי, שישה ימים לאחר הסערה"
POLISH = "Prom między portem a wyspą znów wypłynął w czwartek, sześć dni po sztormie. Żeglarze są zadowoleni."
CZECH = (
    "Trajekt mezi přístavem a ostrovem ve čtvrtek znovu vyplul, šest dní po bouři. Ministr řekl, že je rád. Včera ne."
)
HUNGARIAN = "Komp a kikötő és a sziget között csütörtökön újra kifutott, hat nappal a vihar után. Őrült szél a tőzsdén."
TURKISH = "Feribot perşembe günü fırtınadan altı gün sonra yeniden sefere çıktı. Bakan çok mutluyuz dedi."


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (GREEK, "iso8859-7"),
        (GREEK, "cp737"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859-6"),
        (HEBREW, "cp1255"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (HUNGARIAN, "iso8859-2"),
        (TURKISH, "iso8859-9"),
    ],
)
def test_letters_tell_the_alphabet(text: str, charset: str) -> None:
    """
    No telegram names its charset; read as Western, a whole country's news is gibberish.
    """
    read, told = lettered(text.encode(charset))
    assert read == text
    assert told.startswith("read as ")


@pytest.mark.parametrize(
    "text",
    [
        "Le ferry a été réparé à la hâte ; «Ça va», dit-il. Un cœur, une sœur, des vœux, un bœuf, où est l'île ?",
        "¿Qué pasó? El niño llegó mañana, 20 m³ y 30 km³ más, 40 m³.",
        "Die Fähre fährt über die Brücke; Straße, Öl, Äpfel.",
        "São Paulo não tem açúcar amanhã; as ações põem limões e corações.",
        "Ferjan sigldi á fimmtudaginn til eyjarinnar þegar veðrið var gott og sjórinn sléttur.",
        "Færgen sejlede igen på torsdag, øen på række, første gang.",
        "Parvlaev sõitis jälle neljapäeval, kuus päeva pärast tormi. Õhtul on rõõm ja õnn.",
    ],
)
def test_what_the_west_writes_stays_western(text: str) -> None:
    """
    A guess that turns French into Polish harms more texts than it mends.
    """
    assert charset_of(text.encode("cp1252")) == ""


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (
            "F}r die K{ufer der B|rse war es der beste Tag im M{rz",
            "Für die Käufer der Börse war es der beste Tag im März",
        ),
        (
            "F{rjan till |n gick och det var f|r sent, p} alla s{tt",
            "Färjan till ön gick och det var för sent, på alla sätt",
        ),
        ("F{rgen til |en sejlede og det er f|rst nu, p} }ret", "Færgen til øen sejlede og det er først nu, på året"),
        ("El ni|o y la ma|ana de los se|ores en la monta|a", "El niño y la mañana de los señores en la montaña"),
    ],
)
def test_seven_bits_are_read_in_their_country(sent: str, meant: str) -> None:
    """
    Each country put its own letters in place of braces; which country, its commonest words tell.
    """
    assert national(sent)[0] == meant


def test_braces_of_a_text_stay() -> None:
    """
    A few braces are braces.
    """
    assert national("a set {a, b} | c") == ("a set {a, b} | c", "")
