"""Languages by the three letters of ISO 639-2 (bibliographic), which archives and lawyers use beside BCP 47.

three_letters("ru-Latn")      rus
"""

PAIRS = """ar:ara be:bel bg:bul bo:tib bs:bos ca:cat cs:cze cu:chu cy:wel da:dan de:ger el:gre en:eng eo:epo es:spa
    et:est eu:baq fa:per fi:fin fr:fre ga:gle gl:glg he:heb hi:hin hr:hrv hu:hun hy:arm is:ice it:ita ja:jpn ka:geo
    kk:kaz ko:kor la:lat lt:lit lv:lav mk:mac mn:mon mt:mlt nl:dut nn:nno no:nor nb:nob pl:pol pt:por ro:rum ru:rus
    sa:san sk:slo sl:slv sq:alb sr:srp sv:swe tg:tgk tk:tuk tr:tur tt:tat uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:chi"""
TWO_TO_THREE = dict(pair.split(":") for pair in PAIRS.split())


def three_letters(tag: str) -> str:
    """The code of a BCP 47 tag's language; "" where this table does not have it."""
    primary = tag.split("-")[0].lower()
    return primary if len(primary) == 3 else TWO_TO_THREE.get(primary, "")
