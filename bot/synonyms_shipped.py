"""The starting set of words that mean the same in Finnish, Swedish and English, for a town or a university.

Only true equivalents stand in a group: a narrower word (wheelchair ramp, accessibility) would find the wrong person. A word
stands in one group only, since it could not be told which of two is meant. The desk adds, changes and removes groups; the key
in front of each line is what such a change is remembered by and must not be changed.
"""

from __future__ import annotations

from functools import cache

_TABLE = """
data-protection: tietosuoja | dataskydd | data protection | GDPR | henkilötietojen suoja | skydd av personuppgifter
data-protection-officer: tietosuojavastaava | dataskyddsombud | data protection officer | DPO
information-security: tietoturva | tietoturvallisuus | informationssäkerhet | information security | infosec
cyber-security: kyberturvallisuus | cybersäkerhet | cyber security | cybersecurity
access-rights: käyttöoikeudet | åtkomsträttigheter | access rights
accessibility: saavutettavuus | tillgänglighet | accessibility | WCAG | a11y
plain-language: selkokieli | lättläst språk | lättläst | easy language | easy-to-read
clear-language: selkeä kieli | klarspråk | plain language
open-data: avoin data | öppna data | open data
data-analysis: data-analytiikka | tietoanalyysi | dataanalys | data analysis | data analytics
statistics: tilastot | statistik | statistics
knowledge-management: tiedolla johtaminen | kunskapsledning | knowledge management
artificial-intelligence: tekoäly | artificiell intelligens | artificial intelligence | AI
machine-learning: koneoppiminen | maskininlärning | machine learning
digitalisation: digitalisaatio | digitalisointi | digitalisering | digitalisation | digitalization
programming: ohjelmointi | programmering | programming
information-technology: tietotekniikka | informationsteknik | information technology | ICT
it-support: IT-tuki | it-stöd | IT support | helpdesk
user-experience: käyttökokemus | käyttäjäkokemus | användarupplevelse | user experience | UX
service-design: palvelumuotoilu | tjänstedesign | service design
spreadsheet: taulukkolaskenta | kalkylprogram | spreadsheet | spreadsheets | Excel
word-processing: tekstinkäsittely | ordbehandling | word processing
geographic-information: paikkatieto | geodata | geographic information | geospatial data | GIS
records-management: asiakirjahallinto | asiakirjahallinta | dokumentförvaltning | records management
archives: arkisto | arkistointi | arkiv | arkivering | archives | archiving
registry: kirjaamo | registratorskontor | registratur | registry office
freedom-of-information: julkisuuslaki | asiakirjajulkisuus | offentlighetsprincipen | freedom of information | FOI
information-request: tietopyyntö | begäran om information | information request
social-media: sosiaalinen media | some | sociala medier | social media
communications: viestintä | kommunikation | communications
crisis-communications: kriisiviestintä | kriskommunikation | crisis communications | crisis communication
internal-communications: sisäinen viestintä | intern kommunikation | internal communications
media-relations: mediasuhteet | mediekontakter | media relations
press-release: tiedote | lehdistötiedote | mediatiedote | pressmeddelande | press release | media release
marketing: markkinointi | marknadsföring | marketing
branding: brändi | varumärke | branding
visual-identity: visuaalinen ilme | grafisk profil | visuell identitet | visual identity
graphic-design: graafinen suunnittelu | grafisk formgivning | graphic design
website: verkkosivut | nettisivut | kotisivut | webbplats | webbsidor | website | web pages
content-management: sisällönhallinta | julkaisujärjestelmä | innehållshantering | publiceringssystem | CMS
search-engine-optimisation: hakukoneoptimointi | sökmotoroptimering | search engine optimisation | SEO
web-analytics: verkkoanalytiikka | webbanalys | web analytics
intranet: intranet | intra | intranät
newsletter: uutiskirje | nyhetsbrev | newsletter
photography: valokuvaus | fotografering | photography
image-rights: kuvausluvat | kuvauslupa | fototillstånd | photo permission | photo permissions
video-production: videotuotanto | videoproduktion | video production
live-streaming: suoratoisto | striimaus | direktsändning | live streaming
podcast: podcast | podcastit | podd | podcasting
subtitles: tekstitys | textning | subtitling | subtitles | captions
copyright: tekijänoikeus | upphovsrätt | copyright
translation: kääntäminen | käännökset | översättning | översättningar | translation
interpreting: tulkkaus | tolkning | interpreting
sign-language: viittomakieli | teckenspråk | sign language
language-legislation: kielilaki | språklagen | Language Act
brochure: esite | broschyr | brochure | leaflet
customer-service: asiakaspalvelu | kundtjänst | kundservice | customer service
feedback: palaute | asiakaspalaute | respons | feedback
participation: osallisuus | osallistuminen | delaktighet | participation
participatory-budgeting: osallistuva budjetointi | medborgarbudget | participatory budgeting
survey: kysely | kyselytutkimus | enkät | survey | questionnaire
procurement: hankinnat | hankinta | julkiset hankinnat | upphandling | offentlig upphandling | procurement | public procurement
tendering: kilpailutus | tarjouskilpailu | konkurrensutsättning | anbudstävling | competitive tendering
contracts: sopimukset | sopimus | avtal | contracts | agreements
contract-law: sopimusoikeus | avtalsrätt | contract law
law: juridiikka | lakiasiat | juridik | rättsliga frågor | legal affairs | legal matters
lawyer: lakimies | juristi | jurist | lawyer
public-administration: julkishallinto | offentlig förvaltning | public administration
administrative-law: hallinto-oikeus | förvaltningsrätt | administrative law
decision-making: päätöksenteko | beslutsfattande | decision-making
rectification: oikaisuvaatimus | omprövningsbegäran | begäran om omprövning | request for rectification
city-council: kaupunginvaltuusto | stadsfullmäktige | city council | town council
city-board: kaupunginhallitus | stadsstyrelsen | city board | city executive board
elections: vaalit | val | elections
advance-voting: ennakkoäänestys | förhandsröstning | advance voting
budget: budjetti | talousarvio | budget
accounting: kirjanpito | bokföring | accounting | bookkeeping
finances: talous | ekonomi | finances
invoicing: laskutus | fakturering | invoicing | billing
purchase-invoices: ostolaskut | inköpsfakturor | purchase invoices
grants: avustukset | apurahat | bidrag | understöd | grants
eu-funding: EU-rahoitus | EU-finansiering | EU funding
taxation: verotus | beskattning | taxation
travel-expenses: matkalaskut | matkalasku | reseräkning | reseräkningar | travel expenses | travel claims
internal-audit: sisäinen tarkastus | internrevision | internal audit
risk-management: riskienhallinta | riskhantering | risk management
preparedness: varautuminen | beredskap | preparedness
contingency-planning: valmiussuunnittelu | beredskapsplanering | contingency planning
civil-defence: väestönsuojelu | befolkningsskydd | civil defence
fire-safety: paloturvallisuus | brandsäkerhet | fire safety
safety: turvallisuus | säkerhet | safety
occupational-safety: työsuojelu | työturvallisuus | arbetarskydd | arbetssäkerhet | occupational safety
occupational-health: työterveyshuolto | työterveys | företagshälsovård | occupational health
human-resources: henkilöstöhallinto | henkilöstöasiat | HR | personaladministration | personalärenden | human resources
recruitment: rekrytointi | rekrytering | recruitment | recruiting
payroll: palkanlaskenta | palkanmaksu | löneräkning | löneutbetalning | payroll
employment-contract: työsopimus | arbetsavtal | employment contract
collective-agreement: työehtosopimus | kollektivavtal | collective agreement
annual-leave: vuosiloma | vuosilomat | semester | annual leave
family-leave: perhevapaa | perhevapaat | familjeledighet | family leave | parental leave
working-hours: työaika | työajat | arbetstid | working hours
remote-work: etätyö | distansarbete | remote work | telework
staff-training: henkilöstökoulutus | personalutbildning | staff training
induction: perehdytys | perehdyttäminen | introduktion av nyanställda | onboarding
wellbeing-at-work: työhyvinvointi | arbetshälsa | välbefinnande i arbetet | wellbeing at work
leadership: johtaminen | ledarskap | leadership
project-management: projektinhallinta | projektijohtaminen | projektledning | project management
project-funding: hankerahoitus | projektfinansiering | project funding
change-management: muutosjohtaminen | förändringsledning | change management
strategy: strategia | strategi | strategy
quality-management: laadunhallinta | laatujohtaminen | kvalitetsledning | quality management
impact-assessment: vaikutusten arviointi | konsekvensbedömning | impact assessment
equality: tasa-arvo | jämställdhet | gender equality
non-discrimination: yhdenvertaisuus | likabehandling | non-discrimination
diversity: moninaisuus | mångfald | diversity
sustainability: kestävä kehitys | hållbar utveckling | sustainable development | sustainability | hållbarhet
climate: ilmasto | klimat | climate
climate-change: ilmastonmuutos | klimatförändring | klimatförändringen | climate change
carbon-neutrality: hiilineutraalius | kolneutralitet | klimatneutralitet | carbon neutrality
circular-economy: kiertotalous | cirkulär ekonomi | circular economy
energy-efficiency: energiatehokkuus | energieffektivitet | energy efficiency
biodiversity: luonnon monimuotoisuus | biologisk mångfald | biodiversity
nature-conservation: luonnonsuojelu | naturskydd | nature conservation
environmental-protection: ympäristönsuojelu | miljöskydd | miljövård | environmental protection
waste-management: jätehuolto | avfallshantering | waste management
recycling: kierrätys | återvinning | recycling
water-supply: vesihuolto | vattenförsörjning | water supply
drinking-water: juomavesi | talousvesi | dricksvatten | hushållsvatten | drinking water
sewage: jätevesi | jätevedet | avloppsvatten | sewage | wastewater
zoning: kaavoitus | planläggning | zoning | town planning
detailed-plan: asemakaava | asemakaavat | detaljplan | detaljplaner | local detailed plan
land-use: maankäyttö | markanvändning | land use
building-control: rakennusvalvonta | byggnadstillsyn | building control | building supervision
building-permit: rakennuslupa | byggnadslov | bygglov | building permit
land-plots: tontit | tontti | tomter | tomt | building plots
real-estate: kiinteistöt | fastigheter | real estate
facility-management: tilapalvelut | kiinteistönhoito | lokalservice | fastighetsskötsel | facility management
room-booking: tilavaraus | tilavaraukset | lokalbokning | room booking
indoor-air: sisäilma | inomhusluft | indoor air
street-maintenance: katujen kunnossapito | katukunnossapito | gatuunderhåll | street maintenance
snow-clearing: auraus | lumenauraus | snöröjning | plogning | snow clearing | snow ploughing
street-lighting: katuvalaistus | katuvalot | gatubelysning | street lighting | street lights
parking: pysäköinti | parkering | parking
parking-control: pysäköinninvalvonta | parkeringsövervakning | parking enforcement
cycling: pyöräily | cykling | cycling
public-transport: joukkoliikenne | julkinen liikenne | kollektivtrafik | public transport | public transit
traffic: liikenne | trafik | traffic
traffic-safety: liikenneturvallisuus | trafiksäkerhet | traffic safety | road safety
school-transport: koulukuljetus | koulukyyti | koulukuljetukset | skolskjuts | school transport
parks: puistot | puisto | parker | park | parks
allotments: palstaviljely | viljelypalsta | odlingslott | odlingslotter | allotment | allotments
harbour: satama | hamn | harbour
boat-places: venepaikka | venepaikat | båtplats | båtplatser | boat berth | boat berths
housing: asuminen | boende | housing
rental-housing: vuokra-asunnot | vuokra-asunto | hyresbostäder | hyresbostad | rental housing
early-childhood-education: varhaiskasvatus | småbarnspedagogik | early childhood education | ECEC
daycare: päiväkoti | päiväkodit | daghem | daycare | kindergarten
pre-primary: esiopetus | esikoulu | förskoleundervisning | förskola | pre-primary education | preschool
basic-education: perusopetus | peruskoulu | grundläggande utbildning | grundskola | basic education | comprehensive school
school: koulu | skola | school
upper-secondary: lukio | lukiokoulutus | gymnasium | gymnasieutbildning | upper secondary school
vocational-education: ammatillinen koulutus | ammattikoulutus | yrkesutbildning | vocational education | vocational training
special-education: erityisopetus | specialundervisning | special education | special needs education
school-meals: kouluruokailu | kouluruoka | skolmat | skolmåltider | school meals | school lunch
afternoon-activities: iltapäivätoiminta | eftermiddagsverksamhet | after-school activities
student-welfare: oppilashuolto | opiskeluhuolto | elevvård | studerandevård | student welfare
bullying: koulukiusaaminen | kiusaaminen | mobbning | bullying
adult-education: aikuiskoulutus | vuxenutbildning | adult education
adult-education-centre: kansalaisopisto | työväenopisto | medborgarinstitut | arbetarinstitut | adult education centre
university: yliopisto | universitet | university
applied-sciences: ammattikorkeakoulu | AMK | yrkeshögskola | university of applied sciences | UAS
admissions: opiskelijavalinta | yhteisvalinta | studerandeantagning | antagning | student admissions | admissions
study-guidance: opinto-ohjaus | opintoneuvonta | studiehandledning | studierådgivning | study guidance | study counselling
degree-programme: tutkinto-ohjelma | koulutusohjelma | examensprogram | utbildningsprogram | degree programme
exchange-studies: opiskelijavaihto | vaihto-opiskelu | studentutbyte | utbytesstudier | student exchange | exchange studies
thesis: opinnäytetyö | lopputyö | examensarbete | thesis
doctoral-education: tohtorikoulutus | jatko-opinnot | doktorandutbildning | forskarutbildning | doctoral education
research: tutkimus | forskning | research
research-ethics: tutkimusetiikka | forskningsetik | research ethics
research-data: tutkimusaineistot | tutkimusdata | forskningsdata | research data
research-funding: tutkimusrahoitus | forskningsfinansiering | research funding
open-access: avoin julkaiseminen | öppen publicering | open access
science-communication: tiedeviestintä | forskningskommunikation | science communication
alumni: alumnit | alumnitoiminta | alumner | alumnverksamhet | alumni
e-learning: verkko-opetus | verkko-oppiminen | nätundervisning | nätbaserat lärande | e-learning | online teaching
library: kirjasto | bibliotek | library
museum: museo | museum
theatre: teatteri | teater | theatre
music: musiikki | musik | music
visual-arts: kuvataide | bildkonst | visual arts
culture: kulttuuri | kultur | culture
events: tapahtumat | tapahtuma | evenemang | events | event
event-permit: tapahtumalupa | evenemangstillstånd | event permit
tourism: matkailu | turism | tourism
sports: liikunta | urheilu | idrott | sports | sport
sports-facilities: liikuntapaikat | idrottsanläggningar | sports facilities
swimming-hall: uimahalli | simhall | swimming hall | swimming pool | indoor pool
beach: uimaranta | badstrand | beach
ski-tracks: ladut | hiihtoladut | skidspår | ski tracks | ski trails
ice-rink: jäähalli | ishall | ice rink
opening-hours: aukioloajat | öppettider | opening hours
youth-work: nuorisotyö | ungdomsarbete | youth work
youth: nuoret | nuoriso | ungdomar | ungdom | unga | youth | young people
children: lapset | barn | children
families: perheet | perhe | familjer | familj | families | family
older-people: ikäihmiset | vanhukset | seniorit | äldre | seniorer | older people | seniors
disability-services: vammaispalvelut | handikappservice | funktionshinderservice | disability services
social-services: sosiaalipalvelut | socialservice | social services
social-work: sosiaalityö | socialt arbete | social work
child-welfare: lastensuojelu | barnskydd | child welfare | child protection
home-care: kotihoito | hemvård | home care
health-care: terveydenhuolto | hälsovård | health care | healthcare
health-centre: terveyskeskus | terveysasema | hälsocentral | hälsostation | health centre
dental-care: hammashoito | suun terveydenhuolto | tandvård | dental care
mental-health: mielenterveys | mental hälsa | psykisk hälsa | mental health
substance-abuse: päihdetyö | päihdepalvelut | missbrukarvård | substance abuse services
vaccination: rokotukset | rokotus | vaccinering | vaccination | vaccinations
debt-counselling: velkaneuvonta | talous- ja velkaneuvonta | skuldrådgivning | debt counselling
integration: kotoutuminen | kotouttaminen | maahanmuuttajien kotoutuminen | integration av invandrare | integration of immigrants
immigration: maahanmuutto | invandring | immigration
employment-services: työllisyyspalvelut | sysselsättningstjänster | employment services
business-services: yrityspalvelut | företagstjänster | business services
entrepreneurship: yrittäjyys | företagande | företagsamhet | entrepreneurship
volunteering: vapaaehtoistyö | vapaaehtoistoiminta | volontärarbete | frivilligarbete | volunteering | voluntary work
associations: yhdistykset | föreningar | associations
rescue-services: pelastuslaitos | pelastustoimi | räddningsverk | räddningsverket | rescue services | rescue department
food-control: elintarvikevalvonta | livsmedelstillsyn | food control
environmental-health: ympäristöterveys | miljöhälsa | environmental health
mayor: pormestari | kaupunginjohtaja | borgmästare | stadsdirektör | mayor
international-affairs: kansainväliset asiat | internationella ärenden | international affairs
twin-towns: ystävyyskaupungit | ystävyyskaupunki | vänorter | vänort | twin towns | twin town
honours: kunniamerkit | förtjänsttecken | orders of merit
"""


@cache
def shipped() -> dict[str, tuple[str, ...]]:
    """Return the words of each group by its key."""
    lines = (line.partition(":") for line in _TABLE.strip().splitlines())
    return {key: tuple(word.strip() for word in words.split("|")) for key, _, words in lines}
