"""Countries by their codes of ISO 3166-1, and the names that documents on rights give them."""

from typing import Final
from urllib.parse import quote, unquote

#: Three letters, then two, of each country.
_CODES: Final = (
    "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI "
    "BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT "
    "BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU "
    "CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET "
    "FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR "
    "GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR "
    "IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB "
    "LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH "
    "MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE "
    "NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL "
    "PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ "
    "SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC "
    "TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY "
    "USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW "
)
_BY_THREE: Final = {pair[:3]: pair[3:] for pair in _CODES.split()}
_TWO: Final = frozenset(_BY_THREE.values())
#: Where the code begins in the addresses in use: ISO's own, IPTC's, and those of older documents.
_PLACES: Final = (
    "https://www.iso.org/obp/ui/#iso:code:3166:",
    "http://cvx.iptc.org/iso3166-1a2/",
    "http://cvx.iptc.org/iso3166-1a3/",
    "http://cv.iptc.org/newscodes/iso3166-1a2/",
    "http://cv.iptc.org/newscodes/iso3166-1a3/",
    "http://www.itu.int/tML/tML-ISO-3166:",
    "urn:iso:std:iso:3166:-1:",
    "urn:iso:std:iso:3166::",
    "iso3166-1a2:",
    "iso3166-1a3:",
)


def address(code: str) -> str:
    """The address of a country, by its ISO 3166 *code*."""
    return _PLACES[0] + quote(code, safe="")


def code(place: str) -> str | None:
    """
    The country that a document means.

    Args:
        place: An address, or a code of two or three letters.
    Returns:
        ``AU``; None if it is no country that we know: a city, a region, a part of a country.
    """
    bare = next((unquote(place.removeprefix(p)) for p in _PLACES if place.startswith(p)), place).upper()
    country = _BY_THREE.get(bare, bare)
    return country if country in _TWO else None
