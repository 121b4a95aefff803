"""Words whose full stop does not end a sentence, or may not, in the languages that we split."""

# The stop belongs to the word, and something always follows it.
NEVER_LAST = frozenset(
    """
    mr mrs ms mm mx messrs dr prof eng amb cpl pvt insp supt
    ft gen sen rep gov col lt sgt capt cmdr maj adm brig rev hon fr
    sr sra srta dra lic ing mme mlle vs v cf e.g i.e viz approx nos nr num núm fig figs pp al ca dept univ
    tel cra av jan feb mar apr jun jul aug sept sep oct nov dec ene abr dic ph.d.-level p.ej bzw z.b d.h
    u.a mio mrd hr str tgl ee дж ул д кв пл пр проф акад доц инж им т.е т.к т.н п пп рис табл см ср стр тел
    inkl exkl bspw evtl ggf vgl sog пгт пос с р о обл св ст гр
    """.split()
)
# The stop belongs to the word when a number follows.
NUMBERED = frozenset(
    """
    no art sec ch vol p pg par ext est set ago fig nr chap pág págs
    """.split()
)
# The stop belongs to the word, and the sentence may end there as well.
MAY_BE_LAST = frozenset(
    """
    inc ltd st mt co corp bros llc plc gmbh jr sr esq etc a.m p.m u.s u.k u.n e.u u.s.a u.s.s.r d.c b.c a.d ph.d
    m.d b.a m.a i.v r.i.p ind calif mass pa va fla ga tex conn ave blvd rd usw т.д т.п др пр руб коп дол долл
    uu г гг тыс млн млрд трлн кг км см мм н.э в.в вв
    """.split()
)
# Words that begin a sentence far more often than they go on after an abbreviation.
STARTERS = frozenset(
    """
    The A An He She It They We I You This That These Those There Here In On At By For From But And Or So
    If As When While After Before Since Although However Meanwhile Its His Her Their Our My Your How What
    Who Where Why Which Did Do Does Is Are Was Were Has Have Had Will Would Can Could Some Many Most All
    Both No Not Then Also According Under Even Only One Two Three To Yet Such Other Another El La Los Las
    Un Una En Por Para Con Se Es Le Les Il Elle Ils Elles On Nous Vous Ce Cette Dans Mais Et Der Die Das
    Ein Eine Er Sie Es Wir Und Aber Он Она Оно Они Мы Вы Я Это Эта Этот В На По Но И А О С К У За Из Как
    Что Если При Также Однако Все Потом Затем Она После Кроме Его Её Их Так Там Тогда Теперь Когда Хотя
    Эти Этому Тем От Для Уже Ещё
    Ahora Mientras Esto Esta Este Eso Ese Esa Pero Según Desde Hasta Cuando Como Ya También Además Aunque
    Tras Lo Su Sus Al Del Nadie Después Antes Entonces Durante Entre Sobre Sin
    Une Des Du Au Aux Je Tu Son Sa Ses Leur Leurs Ces Cet Si Quand Comme Pour Par Avec Sans Selon Depuis
    Après Avant Ainsi Cependant Toutefois Puis Dès Lors
    Dies Diese Dieser Dieses Im Am Mit Von Nach Bei Doch Auch Noch Wenn Als Nun Man Sein Ihr Ihre Dann
    Seit Zwei Drei Einer Eine
    """.split()
)
MONTHS_DE = frozenset(
    """
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember
    """.split()
)
TIME_ZONES = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT CST CDT MST PST PDT GMT UTC ET CET
    """.split()
)
