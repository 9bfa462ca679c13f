"""Finnish words that a question has and a skill has not, folded. Compared as they stand, so every form is listed."""

from __future__ import annotations

QUESTIONS = """
kuka ketka kenet kenen kenella keneksi kenessa kenesta kenelta kenelle keneen ketka keiden keita keilta keille keista
kelta kelle kella mika mitka mita minka mihin missa mista milloin miten miksi mikali millainen millaista millaisen
millaisia minkalainen minkalaista minkalaisen minkalaisia kumpi kumman montako mones kuinka milta onko onkohan olisiko
olisikohan voiko voisiko saako saisiko osaako osaisiko tietaako tietaisiko pystyyko pystyisiko loytyyko loytyisiko
kuuluuko kannattaako tarvitseeko tarvitsenko tunteeko tuntisiko puhuuko saisinko voinko voisinko loytaisinko ehtisiko
ehtiiko kukaan ketaan kenellakaan kenellekaan
"""
PRONOUNS = """
mina minun minut minua minulla minulle minulta minusta minuun sina sinun sinut sinua sinulla sinulle sinulta han hanen
hanet hanta hanella hanelle hanelta me meidan meidat meita meilla meille meilta meista te teidan teidat teita teista teilla
teille teilta he heidan heidat heita heilla heille heilta tama taman tata tassa tasta tahan talla tallainen tallaista
tallaisen nama naita naissa tuo tuon tuota nuo se sen siina siita siihen sille ne niiden niita niissa niista niihin
niille joka jonka jota jossa josta johon jolla jolta jolle jotka joita joiden joissa joista joihin joilla joille joku
jonkun jotakuta jollekulle joltakulta jollakulla jokin jonkin jotain jotakin jossain jossakin jostain jostakin
johonkin jollain jollakin joltakin jollekin jotkut jotkin joitakin muu muut muita muiden kaikki kaikkien kaikille
kaikista kaikkea itse oma oman omaa sellainen sellaista sellaisen samaa sama saman mikaan mitaan missaan mistaan
mihinkaan eika
"""
SMALL = """
ja tai eli seka etta jotta jos kun kuin vai mutta vaan koska vaikka siis niin nain noin myos viela jo nyt heti sitten
silloin aina usein joskus taalla tanne taalta siella sinne sielta tuolla tuonne tuolta taallapain ehka juuri vain edes
hyvin oikein paljon vahan enemman eniten lisaa kanssa kautta mukaan takia vuoksi varten ennen jalkeen aikana kohtaan
koskien liittyen liittyva liittyvaa liittyvan liittyvia liittyvissa liittyvista liittyvassa liittyvasta liittyy
asiassa asioissa kohdalla puolesta mielellaan kiitos moi hei moro kiitti ei en et emme ette eivat
"""
VERBS = """
on olen olet olemme olette ovat oli olin olivat olisi olisin olisivat ole ollut olla olevan oleva voi voin voit voimme
voitte voivat voisi voisin voisit voisimme voisitte voisivat voida osaa osaan osaat osaamme osaavat osaisi osaisivat
osata osaava osaavaa osaavan tietaa tiedan tiedat tietavat tietaisi tieda tietava tietavan tietavaa tarvitsen
tarvitset tarvitsee tarvitsemme tarvitsevat tarvitsisin tarvitsisi tarvita tarvitaan auttaa autan autat auttavat
auttaisi auttaisivat autetaan auttamaan auttava neuvoa neuvon neuvoo neuvovat neuvoisi neuvoisivat neuvomaan opastaa
opastaisi kertoa kerro kertoo kertovat kertoisi kysya kysyn kysyy kysyisin kysyisi kysymaan kysytaan kysyttava vastaa
vastaisi hoitaa hoitaisi loydan loydat loytaa loytyy loytyisi loydamme loytaisin etsin etsimme etsii haen haemme
haluan haluamme haluaisin haluaisimme haluaa haluaisi saan saat saamme saada saisin saisi saisimme pitaa pitaisi
taytyy taytyisi tulee tulisi kuuluu kuuluisi pystyn pystyy pystyvat pystyisi ymmartaa ymmartaisi tuntee tuntisi tuntea
tunnen tuntevat hallitsee hallitsisi apua avun avuksi apuun neuvot tietoa tietaja henkilo henkilon henkiloa henkiloita
ihminen ihmista ihmisen joku ottaa otan ottaisi yhteytta yhteyden kaantya kaannyn puoleen puhua puhuu puhuvat puhuisi
soittaa soitan vois osais tietais onks mulla mun
"""
STOP_WORDS = frozenset(f"{QUESTIONS}{PRONOUNS}{SMALL}{VERBS}".split())
