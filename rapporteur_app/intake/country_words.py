"""What people call countries and nationalities beside the names that Babel knows: one line a country."""

ALIASES = """
GF guyane
HT ayiti
MX mexico d f, mexico df
TC turks and caicos, turks caicos
VG bvi
AE emiratos arabes, uae, eau
AG antigua and barbuda, antigua, barbuda
BO bolivia estado plurinacional de, estado plurinacional de bolivia, plurinational state of bolivia
BO bolivia plurinational state of
BR republica federativa do brasil, federative republic of brazil
BQ caribbean netherlands, bonaire
BS the bahamas, las bahamas
BZ belize
CD democratic republic of the congo, republica democratica del congo, rdc, drc
CN china, people s republic of china, republica popular china, republica popular da china
CN republique populaire de chine
CO republica de colombia, republic of colombia
CU republica de cuba
CW curacao, curazao
CZ czech republic, republica checa, republique tcheque
CI ivory coast, costa de marfil, cote d ivoire
DE alemania, rfa
DO rep dominicana, republica dominicana, r dominicana, rep dom, rd, the dominican republic, dominican rep
GB uk, u k, great britain, gran bretana, gra bretanha, grande bretagne, england, inglaterra, angleterre
GB scotland, escocia, wales, gales, northern ireland, united kingdom of great britain and northern ireland
GB reino unido de gran bretana e irlanda del norte
GF french guiana, guayana francesa, guiana francesa, guyane francaise
GY co operative republic of guyana, cooperative republic of guyana, guiana inglesa
HT haiti, republique d haiti, republic of haiti
IR iran, islamic republic of iran
KN saint kitts and nevis, st kitts and nevis, san cristobal y nieves, saint kitts, st kitts
KN federation of saint kitts and nevis, saint christopher and nevis
LA lao people s democratic republic, republica democratica popular lao
KR south korea, corea del sur, republic of korea, republica de corea, coree du sud
LC saint lucia, st lucia, santa lucia, sainte lucie
MD moldova, republic of moldova
MX estados unidos mexicanos, mejico, united mexican states
NL holland, holanda, the netherlands, hollande
PR puerto rico, porto rico
PS palestine, palestina, state of palestine
RU russia, russian federation, federacion de rusia, federacao russa, federation de russie
SV salvador, republica de el salvador
SX sint maarten
SY syria, siria, syrian arab republic, republica arabe siria, republique arabe syrienne
TR turkey, turquia, turkiye, turquie
TT trinidad and tobago, trinidad tobago, trinidad y tobago, trinidad y tabago, trinidad e tobago
TT trinite et tobago, trinidad, tobago, republic of trinidad and tobago
TW taiwan
TZ tanzania, united republic of tanzania
US usa, u s a, us, u s, ee uu, eeuu, e e u u, eua, e u a, united states of america, estados unidos de america
US estados unidos da america, etats unis d amerique, the united states, estados unidos de norteamerica
UY republica oriental del uruguay, eastern republic of uruguay, oriental republic of uruguay
VA vatican, vaticano, holy see, santa sede, santa se, saint siege
VC saint vincent and the grenadines, st vincent and the grenadines, saint vincent, st vincent
VC san vicente y las granadinas
VE venezuela republica bolivariana de, republica bolivariana de venezuela, bolivarian republic of venezuela
VE venezuela bolivarian republic of, republica bolivariana da venezuela, republique bolivarienne du venezuela
VN viet nam, vietnam
"""

DEMONYMS = """
AG antiguan, antiguano, antiguana, antiguais, antiguaise, antiguan and barbudan
AO angolan, angoleno, angolena, angolano, angolana, angolais, angolaise
AR argentina, argentino, argentine, argentinian, argentin
BB barbadian, bajan, barbadense, barbadiano, barbadien, barbadienne
BO boliviano, boliviana, bolivian, bolivien, bolivienne
BR brasileno, brasilena, brasilero, brasilera, brasileiro, brasileira, brazilian, bresilien, bresilienne
BS bahamian, bahameno, bahamena, bahamense, bahameen, bahameenne, bahamien, bahamienne
BZ belizean, beliceno, belicena, belizenho, belizenha, belizien, belizienne
CA canadian, canadiense, canadense, canadien, canadienne
CH swiss, suizo, suiza, suico, suica, suisse
CL chileno, chilena, chilean, chilien, chilienne
CN chinese, chino, chines, chinesa, chinois, chinoise
CO colombiano, colombiana, colombian, colombien, colombienne
CR costarricense, costarriquense, costa rican, tico, tica, costarriquenho, costarriquenha, costaricien
CR costa riquenho, costa riquenha
CR costaricienne
CU cubano, cubana, cuban, cubain, cubaine
CW curazoleno, curazolena, curacaoan
DE aleman, alemana, german, alemao, alema, allemand, allemande
DM dominiquais, dominiquaise, dominiques, dominiquesa
DO dominicano, dominicana, dominicain, dominicaine
EC ecuatoriano, ecuatoriana, ecuadorian, ecuadorean, equatoriano, equatoriana, equatorien, equatorienne
EG egyptian, egipcio, egipcia, egyptien, egyptienne
ES espanol, espanola, spanish, spaniard, espanhol, espanhola, espagnol, espagnole
FR frances, francesa, french, francais, francaise
GB britanico, britanica, british, britannique
GD grenadian, granadino, granadina, granadense, grenadien, grenadienne
GH ghanaian, ghanes, ghanesa, ganes, ganesa, ganense, ghaneen, ghaneenne
GT guatemalteco, guatemalteca, guatemalan, guatemalteque
GY guyanese, guyanes, guyanesa, guianense, guyanien, guyanienne
HN hondureno, hondurena, honduran, hondurenho, hondurenha, hondurien, hondurienne
HT haitiano, haitiana, haitian, haitien, haitienne
IN indian, indiano, indiana, indien, indienne
IT italiano, italiana, italian, italien, italienne
JM jamaiquino, jamaiquina, jamaicano, jamaicana, jamaican, jamaicain, jamaicaine, jamaiquain, jamaiquaine
JP japanese, japones, japonesa, japonais, japonaise
KN kittitian, nevisian, kittitian and nevisian, sancristobaleno, sancristobalena
LC saint lucian, st lucian, santalucense, santaluciano, santaluciana
LC saint lucien, saint lucienne
MA moroccan, marroqui, marroquino, marroquina, marocain, marocaine
MX mexicano, mexicana, mexican, mexicain, mexicaine
NG nigerian, nigeriano, nigeriana
NI nicaraguense, nicaraguan, nica, nicaraguayen, nicaraguayenne
NL neerlandes, neerlandesa, holandes, holandesa, dutch, neerlandais, neerlandaise
PA panameno, panamena, panamanian, panamenho, panamenha, panameen, panameenne
PE peruano, peruana, peruvian, peruvien, peruvienne
PH filipino, filipina, philippin
PL polish, polaco, polaca, polones, polonesa, polonais, polonaise
PR boricua, puertorriqueno, puertorriquena, puerto rican, porto riquenho, porto riquenha, portoricain, portoricaine
PT portugues, portuguesa, portuguese, portugais, portugaise
PY paraguayo, paraguaya, paraguayan, paraguaio, paraguaia, paraguayen, paraguayenne
RU russian, ruso, rusa, russo, russa, russe
SN senegalese, senegales, senegalesa, senegalais, senegalaise
SR surinames, surinamesa, surinamese, surinamais, surinamaise
SV salvadoreno, salvadorena, salvadoran, salvadorean, salvadorenho, salvadorenha, salvadorien, salvadorienne
SY syrian, sirio, syrien, syrienne
TR turkish, turco, turca, turc, turque
TT trinidadian, trinitense, trinbagonian, trinitario, trinitaria, trinidadien, trinidadienne
UA ukrainian, ucraniano, ucraniana, ukrainien, ukrainienne
US estadounidense, norteamericano, norteamericana, american, estadunidense, americano, americana, americain
US americaine
UY uruguayo, uruguaya, uruguayan, uruguaio, uruguaia, uruguayen, uruguayenne
VC vincentian, sanvicentino, sanvicentina, vincentais, vincentaise
VE venezolano, venezolana, venezuelan, venezuelano, venezuelana, venezuelien, venezuelienne
"""
