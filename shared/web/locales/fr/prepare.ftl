## What { $app } asks for: in plain words, why, what it never does, what stops without it

permissions-heading = Ce que { $app } pourra faire
permissions-delegated = Au nom d’un compte qui se connecte, et jamais avec plus de droits que ce compte
permissions-own-rights = { $app } agit avec les droits de ce compte et n’ouvre que ce que ce compte peut ouvrir. Un compte membre de deux sites ouvre deux sites.
permissions-application = De lui-même, sans que personne soit connecté
permissions-never-heading = Ce qu’il ne peut pas faire
permissions-never = Il ne peut ouvrir aucun site, aucun document ni aucune boîte aux lettres que le compte connecté ne peut pas ouvrir lui-même ; il ne peut modifier ni les utilisateurs, ni les groupes, ni les paramètres de votre organisation ; il ne peut lire aucun mot de passe.
permissions-why = Pourquoi
permissions-limit = Limite
permissions-without = Sans elle
permissions-name = Nom chez Microsoft
permissions-print = Autorisations à imprimer

permission-application-application-read-all = Voir si { $app } est inscrit, activé et autorisé dans votre organisation, et qui peut l’utiliser.
permission-application-application-read-all-why = Pour que nous remarquions avant vous une interruption de la liaison et puissions dire comment y remédier. Microsoft ne propose cette autorisation que pour l’ensemble des applications.
permission-application-application-read-all-limit = Elle ne permet ni de lire ni de modifier autre chose ; nos demandes ne portent que sur { $app }.
permission-application-application-read-all-without = L’approbation ne peut pas être vérifiée, et la liaison est considérée comme défaillante.
permission-application-directory-read-all = Lire quelles autorisations sont accordées pour toute l’organisation.
permission-application-directory-read-all-why = Pour que le retrait d’une autorisation soit remarqué aussitôt. Microsoft ne la propose qu’avec la lecture de l’annuaire.
permission-application-directory-read-all-limit = Elle ne permet aucune modification, et nous ne lisons ni ne conservons aucune liste de vos utilisateurs.
permission-application-directory-read-all-without = Nous ne remarquons une autorisation manquante que lorsque quelqu’un se connecte.
permission-application-organization-read-all = Lire de quels services Microsoft 365 dispose l’organisation.
permission-application-organization-read-all-why = Pour pouvoir indiquer la cause lorsqu’un abonnement a pris fin.
permission-application-organization-read-all-limit = Elle ne permet aucune modification.
permission-application-organization-read-all-without = Nous ne pouvons que deviner pourquoi SharePoint ou Exchange ne répond pas.
permission-delegated-openid = Savoir que vous vous êtes connecté.
permission-delegated-openid-why = C’est ainsi que Microsoft nous confirme une connexion.
permission-delegated-openid-limit = Elle ne montre aucun document, aucun e-mail ni aucun mot de passe.
permission-delegated-openid-without = Personne ne peut se connecter.
permission-delegated-profile = Savoir quel compte s’est connecté, et de quelle organisation.
permission-delegated-profile-why = Pour que votre organisation soit reliée, et aucune autre.
permission-delegated-profile-limit = Elle montre le nom du compte qui se connecte, et rien sur les autres.
permission-delegated-profile-without = Nous ne pouvons pas savoir quelle organisation relier.
permission-delegated-offline-access = Permettre à l’utilisateur système de rester connecté sans se reconnecter à chaque fois.
permission-delegated-offline-access-why = { $app } classe des documents et des e-mails même quand personne n’est au clavier.
permission-delegated-offline-access-limit = Elle ne donne aucun droit que le compte n’a pas, et prend fin quand vous retirez l’approbation.
permission-delegated-offline-access-without = L’utilisateur système doit se reconnecter toutes les heures.
permission-delegated-user-read = Lire le nom et les rôles de la personne connectée, ainsi que le nom et les domaines de l’organisation.
permission-delegated-user-read-why = Pour que cette page vous montre votre organisation avant l’approbation et vous dise si votre rôle suffit.
permission-delegated-user-read-limit = Elle ne permet de rien lire sur d’autres personnes.
permission-delegated-user-read-without = Nous ne pouvons pas montrer quelle organisation vous allez relier.
permission-delegated-sites-readwrite-all = Lire et enregistrer des documents dans les sites SharePoint que le compte connecté peut ouvrir lui-même.
permission-delegated-sites-readwrite-all-why = Les documents de vos projets sont conservés dans les bibliothèques que vous indiquez.
permission-delegated-sites-readwrite-all-limit = « All » est le terme de Microsoft : un site que le compte ne peut pas ouvrir reste fermé.
permission-delegated-sites-readwrite-all-without = Cooperlink ne peut pas travailler avec SharePoint.
permission-delegated-mail-readwrite = Lire et classer des e-mails dans la boîte aux lettres du compte connecté.
permission-delegated-mail-readwrite-why = Les e-mails d’un projet sont classés avec celui-ci.
permission-delegated-mail-readwrite-limit = Aucune autre boîte aux lettres ne peut être ouverte.
permission-delegated-mail-readwrite-without = Cooperlink ne peut pas travailler avec les e-mails.
permission-delegated-mail-send = Envoyer des e-mails depuis la boîte aux lettres du compte connecté.
permission-delegated-mail-send-why = Les notifications de Cooperlink partent d’une adresse de votre entreprise.
permission-delegated-mail-send-limit = Elle ne permet pas d’envoyer d’e-mails au nom de quelqu’un d’autre.
permission-delegated-mail-send-without = Cooperlink ne peut pas envoyer d’e-mails pour vous.

passport-heading = Autorisations de { $app }
passport-what = Pour qui doit décider ou garder une trace : tout ce que { $app } demande dans votre Microsoft 365.
passport-application-id = ID d’application
passport-publisher = Éditeur

## What to have ready

ready-heading = Ce qu’il vous faut
ready-role = Un rôle qui permet d’approuver : Administrateur de rôle privilégié ou Administrateur général.
ready-role-how = Seuls ces deux rôles permettent d’approuver une autorisation qu’une application utilise d’elle-même. Pour voir vos rôles : dans le Centre d’administration Microsoft Entra, ouvrez Utilisateurs, votre compte, Rôles attribués. Un rôle seulement éligible doit être activé avant la connexion. Sans l’un de ces deux rôles, Microsoft peut vous retenir sur l’une de ses pages, sans retour possible ; dans ce cas, transmettez cette page.
ready-system-user = Un utilisateur système : un compte doté d’une licence, avec lequel { $app } travaille en arrière-plan.
ready-system-user-how = Toute licence comprenant SharePoint Online et Exchange Online suffit, par exemple Microsoft 365 Business Basic. Pour le vérifier : dans le Centre d’administration Microsoft 365, ouvrez Utilisateurs, Utilisateurs actifs, le compte, Licences et applications.
ready-policy = Des règles de connexion qui laissent ce compte travailler sans personne au clavier.
ready-policy-how = Si votre organisation impose l’authentification multifacteur à tous les comptes, prévenez le support Cooperlink avant de commencer, afin qu’un administrateur soit désigné à la place. Pour le vérifier : dans le Centre d’administration Microsoft Entra, ouvrez Accès conditionnel, Stratégies, et regardez lesquelles s’appliquent au compte.
ready-sites = L’accès aux sites et bibliothèques SharePoint, pour l’utilisateur système et pour vous.
ready-sites-how = Pour le vérifier, ouvrez le site dans SharePoint avec le compte concerné et enregistrez un fichier dans la bibliothèque. Les membres et les propriétaires d’un site peuvent le faire ; les visiteurs ne peuvent que lire. Si vous n’y parvenez pas non plus, le site est peut-être verrouillé. { $app } essaie d’écrire à la connexion, sur demande et une fois par jour, par un téléversement annulé aussitôt : aucun fichier n’est enregistré, mais Microsoft peut compter ou montrer un élément masqué pendant un court moment.

## What Microsoft will show

expect-heading = Ce que Microsoft vous montrera
expect-sign-in = La page de connexion de Microsoft. Elle peut vous demander d’accepter que { $app } lise votre propre profil ; laissez décochée la case « Consentement pour le compte de votre organisation ».
expect-confirm = De nouveau notre page, avec le nom de votre organisation. Vous confirmez que c’est la bonne.
expect-approve = La page de Microsoft « Autorisations demandées – Passer en revue pour votre organisation », avec de nouveau toutes les autorisations. Vous cliquez sur « Accepter ».
expect-result = Notre page avec le résultat : ce qui fonctionne et, sinon, comment y remédier.
expect-twice = Microsoft pose donc la question deux fois : pour votre propre compte, puis pour l’organisation. C’est normal.
expect-address = L’adresse des pages de Microsoft commence par
expect-publisher = Sous le nom { $app } figure son éditeur, { $publisher }. Si un autre nom y figure, cliquez sur « Annuler » et contactez-nous.

take-back-heading = Comment retirer l’approbation
take-back-text = À tout moment, et sans nous : dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Propriétés, et cliquez sur « Supprimer ». Dès lors, { $app } n’a plus accès à rien. Ce que Microsoft a délivré auparavant expire en une heure environ.

## Not you? Send it on

forward-heading = Transmettre à quelqu’un d’autre
forward-text = Envoyez cette adresse à un Administrateur de rôle privilégié ou à un Administrateur général de votre organisation. Elle fonctionne sur tout ordinateur, et tout reprend au même point.
forward-address = Adresse de cette page
forward-mail = Ou ouvrez un e-mail déjà rédigé :
forward-needs = Cette personne a besoin de cinq minutes et de l’un de ces deux rôles, rien de plus. Cooperlink voit quand le lien est ouvert et quand la liaison est établie ; personne n’a besoin de le signaler.
mail-subject = Approbation de { $app } pour notre Microsoft 365
mail-body =
    Bonjour,

    { $customer } travaille avec Cooperlink. Cooperlink a besoin de l’approbation d’un administrateur de notre Microsoft 365 (Administrateur de rôle privilégié ou Administrateur général). Cela prend environ cinq minutes :

    { $address }

    La page indique ce qui est demandé et pourquoi, comment retirer l’approbation et ce qu’il faut avoir sous la main. La connexion et l’approbation se font sur les pages de Microsoft.

    Merci d’avance

## A meeting

meeting-heading = Le faire ensemble ?
meeting-text = Un rendez-vous n’est pas nécessaire. Si vous souhaitez qu’une personne de Cooperlink vous accompagne, choisissez un horaire.
meeting-book = Choisir un horaire
meeting-planned = Un rendez-vous avec Cooperlink est prévu. Inutile de l’attendre : vous pouvez commencer dès maintenant.
meeting-at = Rendez-vous
meeting-calendar = Ajouter à votre calendrier
meeting-subject = Relier { $app } à Microsoft 365
meeting-description = Prévoyez la présence d’un administrateur qui peut approuver (Administrateur de rôle privilégié ou Administrateur général). La page : { $address }
