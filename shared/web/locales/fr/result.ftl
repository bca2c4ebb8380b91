## Le résultat d’un coup d’œil : l’état, la seule chose à faire, les vérifications par groupe

result-repair-things =
    { $number ->
        [one] { $app } ne peut pas encore fonctionner : 1 point à corriger
       *[other] { $app } ne peut pas encore fonctionner : { $number } points à corriger
    }
result-partly-things =
    { $number ->
        [one] { $app } ne fonctionne qu’en partie : 1 point à corriger
       *[other] { $app } ne fonctionne qu’en partie : { $number } points à corriger
    }
result-sharepoint-works = SharePoint fonctionne.
result-sharepoint-partly = Dans SharePoint, certains sites ou certaines bibliothèques fonctionnent, d’autres pas encore.
result-sharepoint-stopped = SharePoint ne fonctionne pas encore.
result-sharepoint-unknown = Nous ne savons pas encore si SharePoint fonctionne.
result-mail-works = La messagerie fonctionne.
result-mail-stopped = La messagerie ne fonctionne pas encore.
result-mail-unknown = Nous ne savons pas encore si la messagerie fonctionne.
result-one-step-heading = Dernière étape : connecter l’utilisateur système
result-one-step-text = { $app } est approuvé dans votre Microsoft 365. Il fonctionnera dès que son utilisateur système se sera connecté.
result-without-system-user-heading = Dernière étape : Cooperlink doit indiquer l’utilisateur système
result-without-system-user-text = { $app } est approuvé dans votre Microsoft 365. Nous ne savons pas encore si SharePoint et la messagerie fonctionnent, car personne n’a indiqué l’utilisateur système. Demandez à la personne qui vous a envoyé ce lien d’indiquer le compte. Ouvrez ensuite le lien à nouveau pour que le compte puisse se connecter.
result-without-sites-heading = Dernière étape : Cooperlink doit indiquer les sites
result-without-sites-text = { $app } est connecté à votre Microsoft 365, et nous avons vérifié la messagerie. Nous ne savons pas encore si SharePoint fonctionne, car personne n’a indiqué de site. Demandez à la personne qui vous a envoyé ce lien d’indiquer les sites. Nous les vérifions ensuite automatiquement.
result-others = À corriger aussi
result-advice = Recommandé
result-facts = À propos de cette connexion

problem-blocks = Bloquant
problem-recommended = Recommandé
problem-also = Cela corrige aussi :

group-approval = Approbation
group-access = Accès
group-system-user = Utilisateur système
group-mailbox = Boîte aux lettres
group-sharepoint = SharePoint
group-passed =
    { $number ->
        [one] 1 vérification réussie
       *[other] { $number } vérifications réussies
    }
group-problems =
    { $number ->
        [one] 1 problème
       *[other] { $number } problèmes
    }
group-advice =
    { $number ->
        [one] 1 recommandation
       *[other] { $number } recommandations
    }
group-waiting =
    { $number ->
        [one] 1 vérification est encore en cours
       *[other] { $number } vérifications sont encore en cours
    }
group-unknown =
    { $number ->
        [one] 1 vérification n’a pas pu être faite
       *[other] { $number } vérifications n’ont pas pu être faites
    }
group-later =
    { $number ->
        [one] 1 vérification se fera dès que l’utilisateur système sera connecté
       *[other] { $number } vérifications se feront dès que l’utilisateur système sera connecté
    }
verdict-note = Pour information
verdict-later = Pas encore vérifié

next-open-site = Ouvrir le site
next-tell = Envoyer ce message à Cooperlink
next-tell-subject = { $app } : merci de corriger notre connexion
next-ask = Écrire à Cooperlink
next-ask-subject = { $app } : merci de nous aider pour la prochaine étape
next-ask-system-user = Merci d’indiquer l’utilisateur système de notre connexion.
next-ask-sites = Merci d’indiquer les sites SharePoint de notre connexion.
next-contact = Ouvrir la page de contact de Cooperlink
copy-text = Copier le message
ready-shortened = Cet e-mail a été raccourci. Le texte complet se trouve sur la page.
next-send = Envoyer à un collègue
next-send-subject = { $app } : { $title }
next-send-body =
    Bonjour,

    { $app } ne fonctionne pas encore entièrement dans notre Microsoft 365 : { $title }

    L’état actuel, avec toutes les étapes et les commandes à copier :
    { $address }

    Comment corriger le problème :
    { $steps }

next-send-advice =
    Bonjour,

    Cooperlink recommande une modification pour { $app } dans notre Microsoft 365 : { $title }

    L’état actuel, avec toutes les étapes et les commandes à copier :
    { $address }

    Comment faire :
    { $steps }

report-support-code = Code de support
report-evidence = Annexe : ce que nous avons demandé à Microsoft
footer-privacy = Confidentialité
footer-security = Sécurité

message-ask = Demander un nouveau lien à Cooperlink
message-ask-subject = { $app } : un nouveau lien, s’il vous plaît

details-heading = Informations pour le support
details-what = Copiez ces informations dans votre message à Cooperlink. Elles ne contiennent ni mot de passe, ni document, ni e-mail.
details-copy = Copier ces informations
details-mail = Envoyer à Cooperlink par e-mail
