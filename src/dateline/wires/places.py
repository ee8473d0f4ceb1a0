"""Places that datelines name: cities, states, provinces and countries, as facts; and how their names are written."""

import re

_CITIES = """
Aberdeen|Abha|Abidjan|Abu Dhabi|Abuja|Acapulco|Accra|Addis Ababa|Adelaide|Aden|Agadez|Ahmedabad|Ajaccio|Albuquerque
Aleppo|Alexandria|Algiers|Alice Springs|Almaty|Ames|Amman|Amsterdam|Anchorage|Ankara|Ann Arbor|Annapolis
Antananarivo|Antofagasta|Antwerp|Apia|Aqaba|Arequipa|Arkhangelsk|Armagh|Arusha|Ashgabat|Asuncion|Asunción|Athens
Atlanta|Atlantic City|Auckland|Aurora|Austin|Baghdad|Baghuz|Bagram|Baikonur|Baikonur Cosmodrome|Bakersfield|Baku
Bali|Baltimore|Bamako|Banda Aceh|Bandar Seri Begawan|Bandung|Banff|Bangalore|Bangkok|Bangor|Bangui|Banja Luka|Banjul
Barcelona|Basel|Basra|Baton Rouge|Beijing|Beirut|Belfast|Belgrade|Belo Horizonte|Bengaluru|Benghazi|Berkeley|Berlin
Bern|Berne|Bethesda|Bethlehem|Bhubaneswar|Bilbao|Billings|Birmingham|Bishkek|Bismarck|Blantyre|Bloomington
Boca Chica|Bogota|Bogotá|Boise|Bologna|Bonn|Bordeaux|Boston|Boulder|Bozeman|Brasilia|Brasília|Bratislava
Braunschweig|Brazzaville|Bremen|Brest|Bridgetown|Brisbane|Bristol|Brno|Brownsville|Brussels|Bruxelles|Bucharest
Buckley AFB|Budapest|Buenos Aires|Buffalo|Bujumbura|Bulawayo|Burlington|Busan|Cadiz|Cairns|Cairo|Calais|Calgary|Cali
Cambridge|Camp David|Camp Pendleton|Canaveral|Canberra|Cancun|Cannes|Cape Canaveral|Cape Canaveral AFS
Cape Canaveral Space Force Station|Cape Town|Caracas|Cardiff|Casablanca|Casper|Castries|Catania|Cayenne|Cebu
Cedar Rapids|Champaign|Chandigarh|Chantilly|Chapel Hill|Charleston|Charlotte|Charlottesville|Chelyabinsk|Chengdu
Chennai|Cheyenne|Chiang Mai|Chicago|China Lake|Chisinau|Chittagong|Chongqing|Christchurch|Cincinnati|Cleveland
Cochabamba|Cocoa Beach|College Park|College Station|Cologne|Colombo|Colorado Springs|Columbia|Columbus|Conakry
Concepcion|Concord|Copenhagen|Corvallis|Coventry|Cox's Bazar|Cracow|Curitiba|Cuzco|Córdoba|Da Nang|Daegu|Daejeon
Dakar|Dalian|Dallas|Dallas/Fort Worth|Damascus|Dar es Salaam|Darmstadt|Darwin|Davao|Davos|Dayton|Daytona Beach
Debrecen|Deir Ezzor|Delft|Delhi|Den Haag|Denpasar|Denver|Des Moines|Detroit|Dhaka|Dili|Diyarbakir|Djibouti|Dnipro
Dodoma|Doha|Donetsk|Dortmund|Douala|Dover|Dresden|Dubai|Dublin|Dubrovnik|Duesseldorf|Dulles|Duluth|Dunedin|Durban
Durham|Dushanbe|Düsseldorf|East Lansing|Edinburgh|Edmonton|Edwards AFB|Eglin AFB|El Centro|El Paso|El Segundo
Entebbe|Erbil|Erfurt|Essen|Eugene|Evanston|Exeter|Fairbanks|Falls Church|Fallujah|Fargo|Fayetteville|Fez|Flagstaff
Flint|Florence|Fort Belvoir|Fort Bragg|Fort Collins|Fort Hood|Fort Lauderdale|Fort Meade|Fort Myers|Fort Wayne
Fort Worth|Frankfurt|Frankfurt am Main|Fredericton|Freetown|Fresno|Fukuoka|Fukushima|Funafuti|Gaborone|Gainesville
Galveston|Gander|Gao|Garching|Gaza|Gaza City|Gdansk|Geneva|Genoa|Genève|George Town|Georgetown|Glasgow|Goa|Goheung
Gold Coast|Golden|Goma|Gondar|Gothenburg|Granada|Grand Forks|Grand Rapids|Graz|Green Bay|Greenbelt|Greensboro
Grenoble|Grozny|Guadalajara|Guangzhou|Guantanamo Bay|Guatemala City|Guayaquil|Guiana Space Center|Gulfport|Guwahati
Gwadar|Gwangju|Göttingen|Hagatna|Haifa|Hakodate|Halifax|Hamburg|Hamilton|Hampton|Hangzhou|Hannover|Hanoi|Hanover
Harare|Harbin|Harrisburg|Hartford|Havana|Hawthorne|Hebron|Hefei|Heidelberg|Helena|Helsinki|Heraklion|Herat|Herndon
Hill AFB|Hilo|Hiroshima|Ho Chi Minh City|Hobart|Hodeida|Holloman AFB|Homs|Hong Kong|Honiara|Honolulu|Houston
Huntsville|Hyderabad|Idlib|Iloilo|Incheon|Indianapolis|Innsbruck|Iowa City|Iquitos|Irbil|Irkutsk|Irvine|Isfahan
Islamabad|Istanbul|Ithaca|Izmir|Jackson|Jacksonville|Jaffna|Jaipur|Jakarta|Jalalabad|Jayapura|Jeddah|Jeju|Jena
Jerusalem|Jiuquan|Johannesburg|Johnson Space Center|Johor Bahru|Juba|Juelich|Juneau|Kabul|Kaesong|Kagoshima
Kaiserslautern|Kaliningrad|Kampala|Kanazawa|Kandahar|Kandy|Kano|Kansas City|Kaohsiung|Karachi|Karbala|Karlsruhe
Kathmandu|Katowice|Kazan|Kennedy Space Center|Kennedy Space Centre|Key West|Kharkiv|Khartoum|Kherson|Kiel|Kiev
Kigali|Kingston|Kingstown|Kinshasa|Kirkuk|Kirtland AFB|Kisumu|Knoxville|Kobe|Kochi|Kolkata|Kosice|Kota Kinabalu
Kourou|Krakow|Krasnoyarsk|Kuala Lumpur|Kunduz|Kunming|Kuwait City|Kyiv|Kyoto|Köln|La Jolla|La Palma|La Paz|La Silla
Lagos|Lahore|Lake Forest|Lakewood|Lancaster|Langley|Lansing|Laramie|Las Cruces|Las Vegas|Laurel|Lausanne|Leeds
Leicester|Leiden|Leipzig|Lesbos|Lexington|Lhasa|Libreville|Lille|Lilongwe|Lima|Lincoln|Linz|Lisboa|Lisbon
Little Rock|Littleton|Livermore|Liverpool|Ljubljana|Lodz|Logan|London|Long Beach|Los Alamos|Los Angeles
Los Angeles AFB|Louisville|Luanda|Luang Prabang|Lubbock|Lubumbashi|Lucknow|Lugano|Lugansk|Lund|Lusaka|Luxembourg
Luzern|Lviv|Lyon|Madison|Madrid|Magdeburg|Mahia|Maiduguri|Mainz|Majuro|Makassar|Malaga|Malmo|Malmö|Malé|Managua
Manama|Manaus|Manchester|Mandalay|Manila|Maputo|Maracaibo|Mariupol|Marrakesh|Marseille|Marshall Space Flight Center
Mashhad|Mauna Kea|Mazar-i-Sharif|Mbabane|McLean|Mecca|Medellin|Melbourne|Melville|Memphis|Mendoza|Menlo Park|Merced
Merritt Island|Mexico City|Miami|Milan|Milano|Milwaukee|Minneapolis|Minsk|Mirny|Mitrovica|Mobile|Moffett Field
Mogadishu|Mojave|Mombasa|Monaco|Moncton|Monrovia|Monterey|Monterrey|Montevideo|Montgomery|Montpelier|Montpellier
Montreal|Montréal|Morgantown|Moscow|Mostar|Mosul|Mountain View|Muenster|Mumbai|Munich|Murmansk|Muscat|Muzaffarabad
München|N'Djamena|Nablus|Nadi|Nagasaki|Nagoya|Nagpur|Naha|Nairobi|Najaf|Nampula|Nanjing|Nantes|Naples|Nara|Nashville
Nassau|Naypyidaw|Naypyitaw|Ndola|Nellis AFB|New Brunswick|New Delhi|New Haven|New London|New Orleans|New York
New York City|Newark|Newcastle|Newport|Newport News|Niagara Falls|Niamey|Nice|Nicosia|Niigata|Nizhny Novgorod
Noordwijk|Norfolk|Norilsk|North Charleston|Nottingham|Nouakchott|Noumea|Novosibirsk|Nuku'alofa|Nur-Sultan|Nuremberg
Nuuk|Nürnberg|Oak Ridge|Oakland|Oaxaca|Oberpfaffenhofen|Odesa|Odessa|Oklahoma City|Olympia|Omaha|Omsk|Orlando|Osaka
Oslo|Ostrava|Ottawa|Ouagadougou|Oxford|Pago Pago|Palermo|Palikir|Palm Beach|Palm Springs|Palma|Palmdale|Palo Alto
Panama City|Papeete|Paramaribo|Paris|Pasadena|Patna|Patras|Patuxent River|Pearl Harbor|Pensacola|Peoria|Perm|Perth
Peshawar|Peterson AFB|Petropavlovsk-Kamchatsky|Philadelphia|Philipsburg|Phnom Penh|Phoenix|Phuket|Pierre|Pittsburgh
Plesetsk|Plovdiv|Podgorica|Pokhara|Port Blair|Port Elizabeth|Port Harcourt|Port Louis|Port Moresby|Port Sudan
Port Vila|Port of Spain|Port-au-Prince|Port-of-Spain|Portland|Porto|Porto Alegre|Potsdam|Poznan|Prague|Pretoria
Princeton|Pristina|Promontory|Providence|Puebla|Puerto Williams|Pullman|Pune|Punta Arenas|Punta Cana|Purdue
Pyongyang|Qingdao|Quantico|Quebec City|Queenstown|Quetta|Quito|Rabat|Raleigh|Ramadi|Ramallah|Ranchi|Rangoon
Rapid City|Raqa|Rawalpindi|Recife|Redmond|Redondo Beach|Redstone Arsenal|Regina|Rennes|Reno|Reston|Reykjavik
Richland|Richmond|Riga|Rio de Janeiro|Riverside|Riyadh|Roanoke|Rochester|Roma|Rome|Rosario|Rosemead|Rostock
Rostov-on-Don|Rotorua|Rotterdam|Saarbrücken|Sacramento|Saint Denis|Saint Louis|Saint Paul|Saint Petersburg|Saipan
Saitama|Salem|Salt Lake|Salt Lake City|Salvador|Salzburg|Samara|Samarra|San Antonio|San Bernardino
San Carlos de Bariloche|San Diego|San Francisco|San Jose|San José|San Juan|San Luis Obispo|San Pedro Sula
San Pedro de Atacama|San Salvador|Sanaa|Sankt Gallen|Santa Ana|Santa Barbara|Santa Clara|Santa Cruz|Santa Fe
Santa Maria|Santa Monica|Santa Rosa|Santiago|Santo Domingo|Sao Paulo|Sapporo|Sarajevo|Sarasota|Saratov|Saskatoon
Sault Ste. Marie|Savannah|Schriever AFB|Scott Base|Scottsdale|Seattle|Sendai|Seoul|Sevastopol|Seville|Shanghai
Sharjah|Sharm el-Sheikh|Sheffield|Shenyang|Shenzhen|Shimla|Shiraz|Shreveport|Siem Reap|Silicon Valley|Simferopol
Singapore|Sioux Falls|Sittwe|Skopje|Sochi|Socorro|Sofia|South Bend|Southampton|Spaceport America|Spartanburg|Split
Spokane|Springfield|Sriharikota|Srinagar|St Andrews|St Louis|St Petersburg|St. Catharines|St. George's|St. John's
St. Louis|St. Paul|St. Petersburg|Stanford|Star City|Starkville|Staten Island|Stavanger|Stockholm|Stockton
Stony Brook|Strasbourg|Stuttgart|Sudbury|Sulaimaniyah|Sunnyvale|Surabaya|Surat|Surrey|Suva|Suzhou|Sydney|Syracuse
Szczecin|São Paulo|Tabriz|Tacoma|Taichung|Taipei|Taiyuan|Taiz|Tallahassee|Tallinn|Tampa|Tampere|Tanegashima|Tarawa
Tashkent|Tbilisi|Tegucigalpa|Tehran|Tel Aviv|Tempe|The Hague|The Woodlands|Thessaloniki|Thiruvananthapuram
Thousand Oaks|Thun|Thunder Bay|Tianjin|Tijuana|Tikrit|Timbuktu|Timisoara|Tirana|Titusville|Tokyo|Tokyo Bay|Toledo
Tomsk|Topeka|Torino|Toronto|Toulouse|Townsville|Trenton|Trieste|Tripoli|Tromso|Tromsø|Troy|Tsukuba|Tucson|Tulsa
Tunis|Tupelo|Turin|Turku|Tyndall AFB|Tyumen|Tübingen|Ufa|Ulaanbaatar|Ulan Bator|United Nations|University Park
Uppsala|Upton|Urbana|Urumqi|Ushuaia|Utrecht|Vaduz|Valencia|Valletta|Valparaiso|Van Horn|Vancouver|Vandenberg
Vandenberg AFB|Vandenberg Space Force Base|Varna|Vatican City|Venice|Veracruz|Victoria|Vienna|Vientiane|Villahermosa
Vilnius|Virginia Beach|Visakhapatnam|Vladivostok|Volgograd|Vologda|Vostochny|Waco|Wagga Wagga|Wallops|Wallops Island
Warsaw|Warwick|Washington|Washington DC|Wellington|Wenchang|West Lafayette|West Palm Beach|Westminster|White Plains
White Sands|Whitehorse|Wichita|Wien|Willemstad|Wilmington|Winnipeg|Winterthur|Wolfsburg|Woods Hole|Woomera|Worcester
Wright-Patterson AFB|Wroclaw|Wuhan|Xi'an|Xiamen|Xichang|Yakutsk|Yamoussoukro|Yangon|Yaounde|Yaoundé|Yekaterinburg
Yellowknife|Yerevan|Yogyakarta|Yokohama|Yuma|Yuzhno-Sakhalinsk|Zagreb|Zamboanga|Zanzibar|Zaporizhzhia|Zaragoza
Zhuhai|Zurich|Zürich
"""

_COUNTRIES = """
Afghanistan|Albania|Algeria|Andorra|Angola|Antarctica|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain
Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia and Herzegovina|Botswana|Brazil|Brunei
Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|Chile|China
Colombia|Comoros|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|DR Congo|Democratic Republic of Congo
Denmark|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|England|Equatorial Guinea|Eritrea|Estonia|Eswatini
Ethiopia|Fiji|Finland|France|French Guiana|French Polynesia|Gabon|Gambia|Germany|Ghana|Gibraltar|Greece|Greenland
Guam|Guatemala|Guinea|Guinea-Bissau|Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel
Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon
Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Macau|Macedonia|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta
Marshall Islands|Mauritania|Mauritius|Mexico|Micronesia|Moldova|Mongolia|Montenegro|Morocco|Mozambique|Myanmar
Namibia|Nauru|Nepal|Netherlands|New Caledonia|New Zealand|Nicaragua|Niger|Nigeria|North Korea|North Macedonia
Northern Ireland|Norway|Oman|Pakistan|Palau|Palestine|Palestinian Territories|Panama|Papua New Guinea|Paraguay|Peru
Philippines|Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Rwanda|Samoa|San Marino|Saudi Arabia|Scotland|Senegal
Serbia|Seychelles|Sierra Leone|Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South Korea|South Sudan|Spain
Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tonga|Trinidad and Tobago
Tunisia|Turkey|Turkmenistan|U.K.|U.S.|UAE|UK|US|USA|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States
Uruguay|Uzbekistan|Vanuatu|Vatican|Venezuela|Vietnam|Wales|West Bank|Western Sahara|Yemen|Zambia|Zimbabwe
"""

_REGIONS = """
Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois
Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana
Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon
Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia
Wisconsin|Wyoming|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Nunavut|Ontario
Prince Edward Island|Quebec|Saskatchewan|Yukon|New South Wales|Northern Territory|Queensland|South Australia
Tasmania|Western Australia|Ala.|Ariz.|Ark.|Calif.|Colo.|Conn.|Del.|Fla.|Ga.|Ill.|Ind.|Kan.|Kans.|Ky.|La.|Md.|Mass.
Mich.|Minn.|Miss.|Mo.|Mont.|Neb.|Nev.|N.H.|N.J.|N.M.|N.Y.|N.C.|N.D.|Okla.|Ore.|Pa.|R.I.|S.C.|S.D.|Tenn.|Tex.|Vt.|Va.
Wash.|W.Va.|Wis.|Wyo.|D.C.|B.C.|Ont.|Que.
"""

_STATE_CODES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
RI SC SD TN TX UT VT VA WA WV WI WY AB BC MB NB NL NS ON PE QC SK NSW QLD VIC TAS ACT UK USA US UAE
"""


_BETWEEN = re.compile(r"[\s,/&]+")


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'").strip()


def _names(data: str) -> frozenset[str]:
    return frozenset(_folded(name) for line in data.split("\n") for name in line.split("|") if name)


#: Cities, bases and other spots that texts are filed from; case-folded.
CITIES = _names(_CITIES)
#: Countries and territories, as agencies write them; case-folded.
COUNTRIES = _names(_COUNTRIES)
#: States and provinces, whole and in the agencies' abbreviations; case-folded.
REGIONS = _names(_REGIONS)
#: Postal codes of states and provinces and short names of countries: capitals only.
STATE_CODES = frozenset(_STATE_CODES.split())

_INSIDE = "de la le les du des del der den di da do dos das el al es of on in the upon am an im bei ob sur y e and"
#: Lower-case words that stand inside a place's name: ``Rio de Janeiro``, ``Frankfurt am Main``.
INSIDE = frozenset(_INSIDE.split())


_FIRST = """
new north south east west upper lower fort port cape mount saint st st. san santa santo são sao los las la le el
lake camp palm grand great little long big den des ciudad villa puerto porto rio abu bad ho kuala tel addis sri hong
point rock salt baton oak cedar white black red green college
"""
#: Words that open a place's name of two words or more.
FIRST_WORDS = frozenset(_FIRST.split())
_LAST = """
city beach springs island islands falls hills park heights valley afb base cosmodrome center centre harbor harbour
bay field junction rapids village town point grove lake lakes mills station spaceport arsenal
"""
#: Words that close a place's name of two words or more.
LAST_WORDS = frozenset(_LAST.split())


def known(name: str) -> bool:
    """True if *name* is a city, region or country of the lists, in any capitals."""
    folded = _folded(name)
    return folded in CITIES or folded in COUNTRIES or folded in REGIONS


def is_region(name: str) -> bool:
    """True if *name* says where a city lies: a state, a province, a country, or a state's code in capitals."""
    folded = _folded(name)
    return name in STATE_CODES or folded in REGIONS or f"{folded}." in REGIONS or folded in COUNTRIES


def may_be_in_name(word: str) -> bool:
    """False if `is_name` holds for no text with this *word* in it."""
    bare = word.strip("*,&/")
    return not bare or bare[0].isupper() or bare in INSIDE


def is_name(text: str) -> bool:
    """True if *text* is written as a place's name is: capitals, but for the small words inside."""
    words = _BETWEEN.split(text.strip())
    return bool(words[0]) and words[0][0].isupper() and all(w[:1].isupper() or w in INSIDE for w in words)
