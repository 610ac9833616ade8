"""Turns of phrase by which a pitch shows what is in it, French and English. Folded, see `fold`.

They are looked for as whole words. No list is ever complete: what they miss costs a hint that one
may leave unheard, no more.
"""

from typing import Final

# An anecdote, a piece of news or a passion.
STORIES: Final = (
    "un jour", "une fois", "l autre jour", "recemment", "la semaine derniere", "le mois dernier",
    "hier", "ce matin", "l an dernier", "l annee derniere", "vient de", "viens de", "venons de",
    "vient d", "viens d", "venons d", "depuis que", "passion", "passionne", "passionnee",
    "j adore", "j aime", "mon reve", "un souvenir", "figurez vous", "imaginez", "me reveille",
    "ce qui me fait vibrer", "m emerveille",
    "one day", "once", "the other day", "recently", "last week", "last month", "last year",
    "yesterday", "this morning", "ago", "ever since", "have just", "ve just", "has just",
    "i love", "passionate", "my dream", "i remember", "picture this", "imagine", "thrilled",
)  # fmt: skip

# What one can do, or gives.
OFFERS: Final = (
    "j offre", "j aide", "je propose", "je peux", "je sais", "je fais", "je vous aide",
    "j accompagne", "je donne", "je prete", "je partage", "nous offrons", "nous aidons",
    "nous proposons", "venez me voir", "comptez sur moi",
    "i offer", "i can", "i help", "i give", "i lend", "i share", "i make", "i know how",
    "we offer", "we can", "we help", "come and see me", "count on me", "happy to",
)  # fmt: skip

# What one would like, or looks for.
NEEDS: Final = (
    "je cherche", "nous cherchons", "je recherche", "nous recherchons", "j aimerais",
    "nous aimerions", "je voudrais", "j ai besoin", "nous avons besoin", "il me manque",
    "je souhaite", "je reve de", "si vous connaissez", "qui connait", "presentez moi",
    "i am looking for", "i m looking for", "we are looking for", "we re looking for",
    "i would like", "i d like", "we would like", "we d like", "i need", "we need", "i wish",
    "if you know", "do you know", "introduce me", "i hope to",
)  # fmt: skip

# A career recited: each of them is innocent alone.
CAREER: Final = (
    "diplome", "diplomee", "titulaire", "master", "mba", "licence", "doctorat", "bac 5",
    "ans d experience", "annees d experience", "mon parcours", "ma carriere", "j ai occupe",
    "j ai travaille", "j ai exerce", "j ai dirige", "j ai ete", "j ai rejoint", "puis j ai",
    "en tant que", "au poste de", "en charge de", "responsable de", "directeur de",
    "directrice de", "certifie", "certifiee", "de formation",
    "graduated", "degree", "bachelor", "phd", "years of experience", "years experience",
    "my career", "my background", "i worked", "i ve worked", "i have worked", "i was",
    "i joined", "then i", "i served", "responsible for", "in charge of", "director of",
    "head of", "certified", "my role",
)  # fmt: skip

# Words that mean something to those who say them.
JARGON: Final = (
    "synergie", "synergy", "disruptif", "disruptive", "disruption", "scalable", "scalabilite",
    "scalability", "leverage", "empowerment", "mindset", "holistique", "holistic", "proactif",
    "proactive", "agilite", "ecosysteme", "ecosystem", "stakeholder", "partie prenante",
    "benchmark", "benchmarking", "onboarding", "reporting", "roadmap", "deliverable", "livrable",
    "pain point", "insight", "growth hacking", "lead generation", "funnel", "pipeline", "win win",
    "gagnant gagnant", "best in class", "cle en main", "a 360", "360 degres", "go to market",
    "paradigme", "paradigm", "value proposition", "proposition de valeur", "data driven",
    "customer centric", "cutting edge", "state of the art", "core business", "top of mind",
    "quick win", "corporate", "verticale", "transformation digitale", "digital transformation",
    "roi", "kpi", "okr", "b2b", "b2c", "saas", "crm", "erp", "kyc", "esg", "ux", "seo",
)  # fmt: skip
