## Every page

skip-link = Aller au contenu
languages = Langue
language-name = Français
customer = Client
application = Application
organisation = Organisation Microsoft 365
domain = Domaine
tenant-id = ID de locataire
checked-at = Vérifié le
footer-help = Une question ? Contactez Cooperlink :
footer-support-code = Votre code d’assistance :
footer-support-code-what = Indiquez-le quand vous demandez de l’aide. Il nous dit seulement de quelle liaison il s’agit ; il ne donne accès à rien.
footer-request = Numéro de cette page :
print = Imprimer ou enregistrer en PDF
copy = Copier
copied = Copié

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
moment = { $day } { $month } { $year } à { $time } UTC

## The steps of the journey

steps = Les étapes de cette liaison
step-prepare = Préparation
step-sign-in = Connexion
step-approve = Approbation
step-system-user = Utilisateur système
step-access = Accès
step-done = Terminé
step-is-done = fait
step-is-current = vous êtes ici
step-is-open = à faire

## The first page

start-heading = Relier { $app } à votre Microsoft 365
start-what = Cooperlink vous demande, en tant qu’administrateur, d’autoriser { $app } à accéder à SharePoint et aux e-mails de votre organisation. Vous décidez sur les pages de Microsoft. Nous ne voyons jamais votre mot de passe.
start-requester = À la demande de
start-button = Se connecter avec Microsoft
start-duration = Comptez environ cinq minutes. En vous connectant, vous n’approuvez encore rien.
start-guest = Votre compte appartient-il à une autre organisation que celle à relier ?
start-guest-text = En tant qu’invité ou partenaire, indiquez d’abord l’organisation : saisissez l’un de ses domaines, par exemple contoso.com, et connectez-vous-y.
start-guest-domain = Domaine de l’organisation
start-resume-signed-in = Un administrateur s’est connecté ; l’approbation manque encore. Connectez-vous pour reprendre au même point.
start-resume-consented = Un administrateur a approuvé. Connectez-vous pour voir où en est la liaison.
start-resume-connected = La liaison avec { $app } est établie. Connectez-vous pour voir le résultat.
start-resume-disconnected = La liaison a pris fin. Connectez-vous pour la rétablir.

## Before the approval

confirm-heading = Est-ce la bonne organisation ?
confirm-what = Vous allez approuver { $app } pour l’ensemble de cette organisation :
confirm-button = Continuer vers l’approbation
confirm-other-account = Utiliser un autre compte
confirm-roles = Votre rôle
confirm-roles-enough = Votre compte a un rôle qui permet d’approuver : { $roles }.
confirm-roles-none = Nous ne voyons aucun rôle d’administrateur sur votre compte.
confirm-roles-not-enough = Nous voyons ceci sur votre compte : { $roles }. Cela permet d’approuver beaucoup de choses, mais pas les autorisations que { $app } utilise de lui-même.
confirm-roles-unread = Vos rôles n’ont pas pu être lus pour le moment. C’est Microsoft qui décide, à la page suivante.
confirm-roles-hidden = Ce n’est pas forcément un obstacle : un rôle seulement éligible, ou obtenu par un groupe, n’apparaît pas ici. Vous pouvez continuer dans tous les cas.
confirm-roles-activate = Votre rôle est seulement éligible ? Activez-le d’abord, puis cliquez sur « Vérifier à nouveau mon rôle » :
confirm-roles-activate-link = Ouvrir « Mes rôles » dans le Centre d’administration Microsoft Entra
confirm-roles-again = Vérifier à nouveau mon rôle
confirm-next-heading = Ce que Microsoft affiche ensuite
confirm-next = Une page intitulée « Autorisations demandées – Passer en revue pour votre organisation », avec { $app } et les autorisations que vous avez déjà vues. Cliquez sur « Accepter » pour approuver, ou sur « Annuler » pour revenir ici sans avoir rien modifié.
confirm-elsewhere = Quelqu’un d’autre a-t-il approuvé entre-temps, dans le centre d’administration ou par une demande ?

role-62e90394-69f5-4237-9190-012177145e10 = Administrateur général
role-e8611ab8-c189-46e8-94e1-60213ab1f814 = Administrateur de rôle privilégié
role-9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 = Administrateur d’application
role-158c047a-c907-4556-b7ef-446551a6b5f7 = Administrateur d’application cloud
role-fe930be7-5e62-47db-91af-98c3a49a38b1 = Administrateur d’utilisateurs
role-29232cdf-9323-42fd-ade2-1d097af3e4de = Administrateur Exchange
role-f28a1f50-f6e7-4571-818b-6a12f2af6b6c = Administrateur SharePoint
role-b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 = Administrateur de l’accès conditionnel

## On the way to Microsoft

departure-heading = Ouverture de la page de Microsoft
departure-text = Votre navigateur ouvre maintenant la page de Microsoft. Si rien ne se passe, utilisez le bouton.
departure-link = Continuer vers Microsoft
departure-host = L’adresse doit commencer par

## The result

result-verifying-heading = Vérification de la liaison
result-verifying-text = Votre approbation nous est parvenue. Nous la vérifions auprès de Microsoft. Vous pouvez fermer cette page : la vérification se poursuit.
result-spreading-heading = Microsoft applique votre approbation
result-spreading-text = Cela prend quelques minutes, rarement jusqu’à une heure. Vous pouvez fermer cette page : la vérification se poursuit, et le lien vous ramène ici.
result-repair-heading = Il reste quelque chose à régler
result-repair-text = Votre approbation nous est parvenue, mais { $app } ne peut pas encore travailler. Chaque point ci-dessous dit ce qui ne va pas, qui peut y remédier et comment.
result-awaiting-approval-heading = Approuvé par vous, en attente de Cooperlink
result-awaiting-approval-text = De votre côté, tout est fait. Cooperlink doit confirmer que cette organisation est bien celle du client ; d’ici là, rien n’est relié. Vous pouvez fermer cette page.
result-connected-heading = Liaison établie
result-connected-text = { $app } est relié à votre Microsoft 365, et tout a été vérifié. Vous pouvez fermer cette page.
result-connected-partly-heading = Liaison établie en partie
result-connected-partly-text = { $app } est approuvé dans votre Microsoft 365. Ce qui reste à faire est indiqué ci-dessous.
result-without-system-user-heading = { result-connected-partly-heading }
result-without-system-user-text = { $app } est approuvé dans votre Microsoft 365. On ne sait pas encore si SharePoint et la messagerie fonctionnent, car aucun utilisateur système n’est indiqué. Prochaine étape : demandez à la personne qui vous a envoyé ce lien d’indiquer le compte. Rouvrez ensuite le lien : c’est d’ici que ce compte se connecte.
result-without-sites-heading = { result-connected-partly-heading }
result-without-sites-text = { $app } est relié à votre Microsoft 365, et la messagerie a été vérifiée. On ne sait pas encore si SharePoint fonctionne, car aucun site n’est indiqué. Prochaine étape : demandez à la personne qui vous a envoyé ce lien d’indiquer les sites. Nous les vérifions ensuite automatiquement.
result-unclear-heading = Tout n’a pas pu être vérifié
result-unclear-text = Aucune erreur n’a été constatée, mais certains points n’ont pas pu être vérifiés. Les lignes ci-dessous disent pourquoi. Nous poursuivons la vérification automatiquement.
result-approved-by = Approuvé par
result-approved-elsewhere = Inconnu ; l’approbation a été donnée ailleurs
result-approved-at = Approuvé le
result-held-since = Retenu depuis le
result-held = Nous constatons la même chose dans de nombreuses organisations à la fois ; l’erreur peut donc venir de nous. Nos techniciens sont prévenus. Vous n’avez rien à modifier tant que nous ne l’avons pas confirmé, au plus tard dans l’heure.
result-since = En attente depuis le
result-updates = Cette page s’actualise automatiquement.
result-look-again = Afficher l’état actuel
result-checking = Nous vérifions de nouveau. Les lignes ci-dessous datent de la fois précédente.
result-return = Retour à Cooperlink
result-check-again = Tout vérifier à nouveau
result-check-line = Vérifier à nouveau
result-approve-again = Renouveler l’approbation
result-mend = Points à régler
result-checks = Points vérifiés
result-to-mend =
    { $number ->
        [one] { $number } point est à régler.
       *[other] { $number } points sont à régler.
    }
result-to-wait =
    { $number ->
        [one] { $number } point est en cours.
       *[other] { $number } points sont en cours.
    }
result-works =
    { $number ->
        [one] { $number } point fonctionne.
       *[other] { $number } points fonctionnent.
    }
result-not-checked =
    { $number ->
        [one] { $number } point n’a pas pu être vérifié.
       *[other] { $number } points n’ont pas pu être vérifiés.
    }
result-guidance = Comment y remédier
result-support = Si cela ne suffit pas
result-open-permissions = Ouvrir « Autorisations » dans le Centre d’administration Microsoft Entra
result-open-properties = Ouvrir « Propriétés » dans le Centre d’administration Microsoft Entra
result-open-overview = Ouvrir l’utilisateur système dans le Centre d’administration Microsoft Entra
result-open-policies = Ouvrir les stratégies d’accès conditionnel dans le Centre d’administration Microsoft Entra
result-open-licences = Ouvrir « Licences et applications » dans le Centre d’administration Microsoft 365
result-open-users = Ouvrir « Utilisateurs et groupes » dans le Centre d’administration Microsoft Entra
result-open-sign-ins = Ouvrir « Journaux de connexion » dans le Centre d’administration Microsoft Entra
result-command = Ou avec PowerShell :
result-message = Envoyez ce message à Cooperlink :
result-evidence = Ce qui a été demandé à Microsoft
result-next-heading = Et maintenant ?
result-next-watch = Nous vérifions la liaison plusieurs fois par jour et prévenons Cooperlink si elle cesse de fonctionner. Vous n’avez rien à faire.
result-next-same-link = Conservez le lien : tant qu’il est valable, il vous ramène à cette page et, en cas de problème, indique comment y remédier.
result-next-disconnect = Pour mettre fin à la liaison : dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Propriétés, et cliquez sur « Supprimer ». Cooperlink n’a alors plus accès à rien. Prévenez aussi Cooperlink, afin que les données que nous conservons soient supprimées.
result-report = Rapport à imprimer ou à conserver
result-access-heading = Qui peut l’utiliser
result-access-pass = Rien à faire : les personnes qui ont besoin de { $app } peuvent l’utiliser.
result-access-fail = Pas encore : le point correspondant, plus haut, indique ce qu’il faut modifier.
result-access-open = Ce point est vérifié en même temps que l’utilisateur système.

report-heading = Rapport : { $app } dans votre Microsoft 365
report-back = Retour à la liaison
report-download = Enregistrer le fichier
report-file-name = rapport-cooperlink

verdict-pass = Fonctionne
verdict-fail = Ne fonctionne pas
verdict-waiting = En cours
verdict-not-applicable = Sans objet
verdict-unknown = Non vérifié
verdict-note = Pour information
last-known = Dernière observation : { $verdict }, { $at }

## The system user, on the administrator’s page and on a page of its own

system-user-account = Utilisateur système
system-user-since = Connecté depuis le
system-user-card-heading = Connecter l’utilisateur système
system-user-card-done = L’utilisateur système
system-user-missing = { $app } travaille en arrière-plan avec ce compte. Une seule connexion suffit, ici ou sur l’ordinateur de la personne qui le détient ; le compte reste ensuite connecté.
system-user-ended = Microsoft n’accepte plus ce compte sans une nouvelle connexion. La ligne « L’utilisateur système est connecté » dit pourquoi ; remédiez-y d’abord, puis reconnectez-le une fois.
system-user-connected = Ce compte est connecté. Il ne devra se reconnecter que si Microsoft met fin à sa connexion.
system-user-button = Connecter ce compte maintenant
system-user-again = Reconnecter l’utilisateur système
system-user-another = Se connecter avec un autre compte
system-user-continue = Continuer quand même
system-user-link-instead = Quelqu’un d’autre détient ce compte ? Cooperlink peut lui envoyer un lien personnel.
system-user-stopped = Microsoft arrêterait ce compte sur sa propre page : votre organisation exige que les personnes soient affectées à { $app }, et personne n’y a affecté ce compte.
system-user-stopped-link = Comment l’affecter
system-user-how-to-assign = Demandez à un administrateur d’ouvrir { $app } dans le Centre d’administration Microsoft Entra, sous Applications d’entreprise, puis Utilisateurs et groupes, et d’y ajouter ce compte. Les groupes imbriqués ne comptent pas.
system-user-looking = Nous vérifions de nouveau ; cette page s’actualise automatiquement. Cela prend une minute ou deux.

system-user-heading = Connecter l’utilisateur système de { $app }
system-user-what = Cooperlink demande à la personne qui détient ce compte de se connecter une fois. Ensuite, { $app } travaille avec lui en arrière-plan. Vous vous connectez sur la page de Microsoft ; nous ne voyons jamais le mot de passe.
system-user-sign-in-as = Connectez-vous avec ce compte, et aucun autre. Si Microsoft en propose un autre, choisissez « Utiliser un autre compte ».
system-user-unnamed = Cooperlink ne sait pas encore de quel compte il s’agit. Adressez-vous à la personne qui vous a envoyé ce lien.
system-user-unapproved = Un administrateur de votre organisation doit d’abord approuver { $app }. Rouvrez cette page une fois que c’est fait ; l’adresse reste la même.
system-user-why = { $app } agit au nom de ce compte, et n’a jamais plus de droits que lui :
system-user-never-heading = Ce qu’il ne peut pas faire
system-user-never = Il ne peut ouvrir aucun site, aucun document ni aucune boîte aux lettres que ce compte ne peut pas ouvrir lui-même ; il ne peut modifier ni les utilisateurs, ni les groupes, ni les paramètres de votre organisation ; il ne peut lire aucun mot de passe.
system-user-done-heading = L’utilisateur système est connecté
system-user-done-text = Microsoft a accepté le compte, qui reste connecté.
system-user-done-next = Vous pouvez fermer cette page. Cooperlink vérifie la liaison plusieurs fois par jour et prévient si le compte doit se reconnecter.

## Newer permissions

upgrade-heading =
    { $number ->
        [one] Une autorisation de plus à approuver
       *[other] { $number } autorisations de plus à approuver
    }
upgrade-what = { $app } est connecté et fonctionne. Une version plus récente demande ce qui figure ici ; sans votre approbation, tout continue comme avant.
upgrade-list = Microsoft énumère à nouveau toutes les autorisations, y compris celles que vous avez déjà approuvées. C’est normal : approuvez toute la liste.
upgrade-role = Personne d’autre n’a rien à faire, et l’utilisateur système reste connecté.
upgrade-earlier = Ce qui est déjà approuvé
upgrade-checking = Approuvé. Nous vérifions auprès de Microsoft que l’approbation est arrivée ; cette page s’actualise automatiquement.
upgrade-done-heading = Approuvé, il n’y a rien d’autre à faire
upgrade-done-text = { $app } dispose désormais de tout ce qu’il demande. Vous pouvez fermer cette page.
