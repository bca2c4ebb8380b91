## What { $app } asks for: in plain words, why, what it never does, what stops without it

permissions-heading = Ce que { $app } pourra faire
permissions-delegated = Au nom d’un compte qui se connecte, sans jamais dépasser les droits de ce compte
permissions-own-rights = { $app } agit avec les droits de ce compte et ne peut ouvrir que ce que ce compte peut ouvrir. Un compte membre de deux sites peut ouvrir deux sites.
permissions-application = De lui-même, sans que personne soit connecté
permissions-never-heading = Ce qu’il ne peut pas faire
permissions-never = Il ne peut ouvrir aucun site, aucun document ni aucune boîte aux lettres que le compte connecté ne peut pas ouvrir lui-même. Il ne peut modifier ni les utilisateurs, ni les groupes, ni les paramètres de votre organisation, et ne peut lire aucun mot de passe.
permissions-why = Pourquoi
permissions-limit = Limites
permissions-without = Sans elle
permissions-name = Nom donné par Microsoft
permissions-print = Autorisations à imprimer

permission-application-application-read-all = Voir si { $app } est inscrit, activé et autorisé dans votre organisation, et qui peut l’utiliser.
permission-application-application-read-all-why = Pour remarquer avant vous que la connexion ne fonctionne plus, et vous dire comment la rétablir. Microsoft ne propose cette autorisation que pour toutes les applications à la fois.
permission-application-application-read-all-limit = Elle ne permet ni de lire ni de modifier autre chose ; nos demandes ne portent que sur { $app }.
permission-application-application-read-all-without = Nous ne pouvons pas vérifier l’approbation, et la connexion est considérée comme ne fonctionnant pas.
permission-application-directory-read-all = Lire quelles autorisations sont accordées pour toute l’organisation.
permission-application-directory-read-all-why = Pour remarquer aussitôt qu’une autorisation a été révoquée. Microsoft ne le propose qu’avec la lecture de l’annuaire.
permission-application-directory-read-all-limit = Elle ne permet aucune modification, et nous ne lisons ni ne conservons aucune liste de vos utilisateurs.
permission-application-directory-read-all-without = Nous ne remarquons une autorisation manquante que lorsque quelqu’un se connecte.
permission-application-organization-read-all = Lire de quels services Microsoft 365 l’organisation dispose.
permission-application-organization-read-all-why = Pour pouvoir indiquer qu’un abonnement expiré est la cause.
permission-application-organization-read-all-limit = Elle ne permet aucune modification.
permission-application-organization-read-all-without = Nous ne pouvons que deviner pourquoi SharePoint ou Exchange ne répond pas.
permission-delegated-openid = Savoir que vous vous êtes connecté.
permission-delegated-openid-why = C’est ainsi que Microsoft nous confirme une connexion.
permission-delegated-openid-limit = Elle ne montre aucun document, aucun e-mail ni aucun mot de passe.
permission-delegated-openid-without = Personne ne peut se connecter.
permission-delegated-profile = Savoir quel compte s’est connecté, et de quelle organisation.
permission-delegated-profile-why = Pour connecter votre organisation, et aucune autre.
permission-delegated-profile-limit = Elle montre le nom du compte qui se connecte, et rien sur les autres comptes.
permission-delegated-profile-without = Nous ne pouvons pas savoir quelle organisation connecter.
permission-delegated-offline-access = Permettre à l’utilisateur système de rester connecté sans se reconnecter à chaque fois.
permission-delegated-offline-access-why = { $app } classe des documents et des e-mails même quand personne n’est devant l’ordinateur.
permission-delegated-offline-access-limit = Elle ne donne aucun droit que le compte n’a pas, et prend fin quand vous révoquez l’approbation.
permission-delegated-offline-access-without = L’utilisateur système doit se reconnecter toutes les heures.
permission-delegated-user-read = Lire le nom et les rôles de la personne connectée, ainsi que le nom et les domaines de l’organisation.
permission-delegated-user-read-why = Pour que cette page vous montre votre organisation avant que vous n’approuviez, et vous dise si votre rôle suffit.
permission-delegated-user-read-limit = Elle ne permet de rien lire sur d’autres personnes.
permission-delegated-user-read-without = Nous ne pouvons pas vous montrer quelle organisation vous allez connecter.
permission-delegated-sites-readwrite-all = Lire et enregistrer des documents dans les sites SharePoint que le compte connecté peut ouvrir lui-même.
permission-delegated-sites-readwrite-all-why = Les documents de vos projets sont conservés dans les bibliothèques que vous indiquez.
permission-delegated-sites-readwrite-all-limit = « All » est le terme de Microsoft : un site que le compte ne peut pas ouvrir reste fermé.
permission-delegated-sites-readwrite-all-without = Cooperlink Cloud ne peut pas travailler avec SharePoint.
permission-delegated-mail-readwrite = Lire et classer les e-mails de la boîte aux lettres du compte connecté.
permission-delegated-mail-readwrite-why = Les e-mails d’un projet sont classés avec ce projet.
permission-delegated-mail-readwrite-limit = Elle ne donne accès à aucune autre boîte aux lettres.
permission-delegated-mail-readwrite-without = Cooperlink Cloud ne peut pas travailler avec les e-mails.
permission-delegated-mail-send = Envoyer des e-mails depuis la boîte aux lettres du compte connecté.
permission-delegated-mail-send-why = Les notifications de Cooperlink partent d’une adresse de votre entreprise.
permission-delegated-mail-send-limit = Elle ne permet pas d’envoyer des e-mails au nom de quelqu’un d’autre.
permission-delegated-mail-send-without = Cooperlink Cloud ne peut pas envoyer d’e-mails pour vous.

passport-heading = Autorisations de { $app }
passport-what = Pour toute personne qui doit décider ou garder une trace : tout ce que { $app } demande dans votre Microsoft 365.
passport-application-id = ID d’application
passport-publisher = Éditeur

## What to have ready

ready-heading = Ce qu’il vous faut
ready-role = Un rôle qui permet d’approuver : Administrateur de rôle privilégié ou Administrateur général.
ready-role-how = Seuls ces deux rôles permettent d’approuver une autorisation qu’une application utilise d’elle-même. Pour voir vos rôles : dans le Centre d’administration Microsoft Entra, ouvrez Utilisateurs, votre compte, Rôles attribués. Si votre rôle est seulement éligible, activez-le avant de vous connecter. Sans l’un de ces rôles, Microsoft peut vous laisser sur l’une de ses pages, sans retour possible ; dans ce cas, envoyez cette page à une personne qui en a un.
ready-system-user = Un utilisateur système (compte de service) : un compte avec licence que { $app } utilise pour travailler en arrière-plan.
ready-system-user-how = Toute licence comprenant SharePoint Online et Exchange Online suffit, par exemple Microsoft 365 Business Basic. Pour le vérifier : dans le Centre d’administration Microsoft 365, ouvrez Utilisateurs, Utilisateurs actifs, le compte, Licences et applications.
ready-policy = Des règles de connexion qui laissent ce compte travailler sans intervention humaine.
ready-policy-how = Si votre organisation exige l’authentification multifacteur pour tous les comptes, prévenez le support Cooperlink avant de commencer, pour qu’un administrateur soit désigné à la place. Pour le vérifier : dans le Centre d’administration Microsoft Entra, ouvrez Accès conditionnel, Stratégies, et regardez lesquelles s’appliquent au compte.
ready-sites = L’accès aux sites et bibliothèques SharePoint, pour l’utilisateur système et pour vous.
ready-sites-how = Pour le vérifier, ouvrez le site dans SharePoint avec le compte concerné et enregistrez un fichier dans la bibliothèque. Les membres et les propriétaires d’un site peuvent le faire ; les visiteurs ne peuvent que lire. Si vous ne pouvez pas enregistrer de fichier, le site est peut-être verrouillé. { $app } teste aussi l’écriture : à la connexion, sur demande et une fois par jour. Il commence le chargement d’un fichier et l’annule aussitôt. Aucun fichier n’est enregistré, mais Microsoft peut compter ou afficher un élément masqué pendant un court moment.

## What Microsoft will show

expect-heading = Ce que Microsoft vous montrera
expect-account = La page de connexion de Microsoft, si vous n’êtes pas déjà connecté. Choisissez votre compte administrateur.
expect-sign-in = La page de connexion de Microsoft. Elle peut vous demander d’accepter que { $app } lise votre propre profil ; laissez décochée la case « Consentement pour le compte de votre organisation ».
expect-confirm = Notre page à nouveau, avec le nom de votre organisation. Vous confirmez que c’est la bonne.
expect-approve = La page de Microsoft « Autorisations demandées – Passer en revue pour votre organisation », avec à nouveau toutes les autorisations. Vous cliquez sur « Accepter ».
expect-result = Notre page avec le résultat : ce qui fonctionne, et comment corriger le reste.
expect-twice = Microsoft pose donc la question deux fois : une fois pour votre propre compte, une fois pour l’organisation. C’est normal.
expect-address = L’adresse des pages de Microsoft commence par
expect-publisher = Sous le nom { $app }, vous voyez son éditeur, { $publisher }. Si vous voyez un autre nom, cliquez sur « Annuler » et contactez-nous.

take-back-heading = Comment révoquer l’approbation
take-back-text = Vous pouvez le faire à tout moment, sans nous : dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Propriétés, et cliquez sur « Supprimer ». Dès lors, { $app } n’a plus accès à rien. Les accès que Microsoft a accordés auparavant expirent en une heure environ.

## Not you? Send it on

forward-heading = Pas la bonne personne ? Transmettez cette page
forward-text = Envoyez cette adresse à un Administrateur de rôle privilégié ou à un Administrateur général de votre organisation. Elle fonctionne sur n’importe quel ordinateur et reprend là où vous en étiez.
forward-address = Adresse de cette page
forward-mail = Ou ouvrez un e-mail déjà rédigé :
forward-needs = Il lui faut cinq minutes et l’un de ces deux rôles, rien d’autre. Cooperlink voit quand le lien est ouvert et quand la connexion est établie ; inutile de le signaler.
mail-subject = Merci d’approuver { $app } pour notre Microsoft 365
mail-body =
    Bonjour,

    { $customer } travaille avec Cooperlink. Cooperlink a besoin de l’approbation d’un administrateur de notre Microsoft 365 (Administrateur de rôle privilégié ou Administrateur général). Cela prend environ cinq minutes :

    { $address }

    La page indique ce que Cooperlink demande et pourquoi, comment révoquer l’approbation et ce qu’il faut préparer. Vous vous connectez et approuvez sur les pages de Microsoft.

    Merci d’avance

## A meeting

meeting-heading = Vous préférez le faire ensemble ?
meeting-text = Aucun rendez-vous n’est nécessaire. Si vous souhaitez qu’une personne de Cooperlink vous accompagne, choisissez un horaire.
meeting-book = Choisir un horaire
meeting-planned = Vous avez un rendez-vous prévu avec Cooperlink. Inutile de l’attendre : vous pouvez commencer dès maintenant.
meeting-at = Rendez-vous
meeting-calendar = Ajouter à votre calendrier
meeting-subject = Connecter { $app } à Microsoft 365
meeting-description = Prévoyez la présence d’un administrateur qui peut approuver (Administrateur de rôle privilégié ou Administrateur général). La page : { $address }
