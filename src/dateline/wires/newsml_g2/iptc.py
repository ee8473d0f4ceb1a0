"""IPTC's own catalog of NewsML-G2: which vocabulary an alias stands for, known without a look at the network."""

import re
from typing import Final

_CODES: Final = "http://cv.iptc.org/newscodes/"
_OTHERS: Final = "http://cvx.iptc.org/"

#: IPTC's vocabularies whose alias is not the end of their address.
_NAMED: Final = """
acdc audiocodec|aoprop aoproperty|app application|aspfacet asportfacet|aspfacetvalue asportfacetvalue|catinat catinature
chprop characteristicsproperty|ciprol contactinfopartrole|cinat cinature|colin colourindicator|colsp colorspace
conf confidence|cpnat cpnature|cpprole contentprodpartyrole|cptdefrole conceptdefinitionrole
cptnoterole conceptnoterole|crel conceptrelation|ctech commtech|ctrol contributorrole|cwarn contentwarning
digsrctype digitalsourcetype|drol descriptionrole|ecirol eventcontactinforole|edconf eventdateconfirm|encd encoding
entityprop entityproperty|eocstat eventoccurstatus|eorol eventorganiserrole|eprol eventparticipantrole
eregrol eventregrole|erol edrole|fisymtype financialinstrumentsymboltype|frmt format|gen generic
hatarget hopactiontarget|howextr howextracted|howpr howpresent|imgregrole imageregionrole|imgregtype imageregiontype
impt importance|irel itemrelation|irep itemrepresentation|isrol infosourcerole|ivqu videoqualifier|lbtyp labeltype
loctyp location|loutorient layoutorientation|lrol languagerole|medtop mediatopic|medtype mediatype1|mtyp mediatype
ncostat newscoveragestatus|ninat ninature|nityp newsitemtype|nmsig newsmsgsignal|not notation|nprod newsproduct
nprov newsprovider|nprt namepart|nrol namerole|oito ofinterestto|pgrmod pkggroupmode|plinat plinature|prio priority
prodgenre productgenre|prop property|prov provider|pst1 status1|rel relevance|rightsprop rightsproperty|rnd rendition
rtype ratertype|scn scene|sev severity|sig signal|sov videoscaling|squ subjectqualifier|stat pubstatusg2
subj subjectcode|tpctyp topictype|urgy urgency|useracttype useractiontype|valfmt valueformat|vcdc videocodec
videodef videodefinition|why whypresent|wldreg worldregion
"""
#: Those whose alias is.
_SAME: Final = """
altidrole authoritystatus dimensionunit dummy ednoterole genre hashscope hashtype hopaction ikos rcalctype riaspect
riscope role1 rscaleunit timeunit tone trustindicator
"""
#: Vocabularies of others that IPTC names, by the ends of the addresses it gives them.
_FOREIGN: Final = """
a1312cat anpa1312-category|a1312prio anpa1312-priority|a1312svc anpa1312-servicelevel|a1312vers anpa1312-version
bcp47 bcp47|cusip cusip|figi figi|gics gics|isin isin|mic iso10383-mic|iso3166-1a2 iso3166-1a2|iso3166-1a3 iso3166-1a3
iso3166-2 iso3166-2|iso4217a iso4217a|iso4217n iso4217n|parasport parasport|secst secst|sedol sedol|ticker ticker
tidm tidm
"""


def _pairs(rows: str) -> list[list[str]]:
    return [row.split() for row in rows.strip().replace("\n", "|").split("|")]


#: Alias → address, of the G2 standards' catalog of April 2025 (number 41), which has all that earlier ones had.
SCHEMES: Final = {
    **{alias: f"{_CODES}{name}/" for alias, name in _pairs(_NAMED)},
    **{alias: f"{_CODES}{alias}/" for alias in _SAME.split()},
    **{alias: f"{_OTHERS}{name}/" for alias, name in _pairs(_FOREIGN)},
    "dbpedia": "http://dbpedia.org/resource/",
    "geonames": "http://sws.geonames.org/",
    "geonameshttps": "https://sws.geonames.org/",
    "wikidata": "http://www.wikidata.org/entity/",
}
#: The same, the other way round.
ALIASES: Final = {address: alias for alias, address in SCHEMES.items()}
#: Where the catalog lies, whichever number of it an item points to.
CATALOG: Final = re.compile(r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_\d+\.xml")
