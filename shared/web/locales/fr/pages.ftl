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
footer-support-code = Votre code de support :
footer-support-code-what = Indiquez-le quand vous demandez de l’aide. Il nous dit seulement de quelle connexion il s’agit et ne donne accès à rien.
footer-help-subject = { $app } : question sur { $code }
footer-request = Référence de cette page :
print = Imprimer ou enregistrer en PDF
copy = Copier
copied = Copié
sign-out = Se déconnecter
signed-out = Vous êtes déconnecté ici. Votre session Microsoft est peut-être encore ouverte dans ce navigateur.

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

steps = Étapes de cette connexion
step-prepare = Préparer
step-sign-in = Se connecter
step-approve = Approuver
step-system-user = Utilisateur système
step-access = Accès
step-done = Terminé
step-is-done = fait
step-is-current = vous êtes ici
step-is-open = à faire

## The first page

start-heading = Connecter { $app } à votre Microsoft 365
start-what = Cooperlink vous demande, en votre qualité d’administrateur, d’autoriser { $app } à travailler avec SharePoint et les e-mails de votre organisation. Vous décidez sur les pages de Microsoft. Nous ne voyons jamais votre mot de passe.
start-requester = Demandé par
start-button = Se connecter avec Microsoft
start-duration = Comptez environ cinq minutes. En vous connectant, vous n’approuvez encore rien.
start-guest = Votre compte appartient-il à une autre organisation ?
start-guest-text = Si vous êtes invité ou partenaire, indiquez d’abord l’organisation que vous voulez connecter : saisissez l’un de ses domaines, par exemple contoso.com, puis connectez-vous.
start-guest-domain = Domaine de l’organisation
start-resume-signed-in = Un administrateur s’est connecté ; il manque encore l’approbation. Connectez-vous pour reprendre là où vous en étiez.
start-resume-consented = Un administrateur a approuvé. Connectez-vous pour suivre l’avancement.
start-resume-connected = { $app } est connecté. Connectez-vous avec votre compte pour voir le résultat.
start-resume-disconnected = La connexion de votre organisation a pris fin. Connectez-vous avec votre compte pour la rétablir.

## Before the approval

confirm-heading = Est-ce la bonne organisation ?
confirm-what = Vous allez approuver { $app } pour tous les utilisateurs de cette organisation :
confirm-button = Approuver sur la page de Microsoft
confirm-other-account = Utiliser un autre compte
confirm-roles = Votre rôle
confirm-roles-enough = Votre compte peut approuver, grâce à ce rôle : { $roles }.
confirm-roles-none-heading = Nous ne voyons aucun rôle d’administrateur sur votre compte
confirm-roles-none = Seul un Administrateur de rôle privilégié ou un Administrateur général peut approuver { $app }. Envoyez cette page à l’un d’eux : l’e-mail est prêt et contient tout.
confirm-roles-not-enough-heading = { $roles } : ce rôle ne suffit pas ici
confirm-roles-not-enough = Il vous faut le rôle Administrateur de rôle privilégié ou Administrateur général, car { $app } demande aussi des autorisations qu’il utilise de lui-même.
confirm-roles-unread = Nous n’avons pas pu lire vos rôles pour le moment. Microsoft décide à la page suivante.
confirm-roles-hidden = Un rôle seulement éligible, ou que vous détenez par un groupe, n’apparaît pas ici. Si vous en avez un, vous pouvez continuer.
hand-over = Envoyer à un administrateur
role-activated = J’ai activé mon rôle
role-activate = Votre rôle est seulement éligible ? Activez-le d’abord, puis cliquez sur « J’ai activé mon rôle » :
confirm-roles-activate-link = Ouvrir « Mes rôles » dans le Centre d’administration Microsoft Entra
confirm-anyway = Continuer quand même
confirm-next-heading = Ce que Microsoft affiche ensuite
confirm-next = Une page intitulée « Autorisations demandées – Passer en revue pour votre organisation », avec { $app } et les autorisations que vous avez déjà vues. Cliquez sur « Accepter » pour approuver, ou sur « Annuler » pour revenir sans rien modifier.
confirm-elsewhere = Quelqu’un d’autre a-t-il approuvé entre-temps, dans le centre d’administration ou en réponse à une demande ?

role-62e90394-69f5-4237-9190-012177145e10 = Administrateur général
role-e8611ab8-c189-46e8-94e1-60213ab1f814 = Administrateur de rôle privilégié
role-9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 = Administrateur d’application
role-158c047a-c907-4556-b7ef-446551a6b5f7 = Administrateur d’application cloud
role-fe930be7-5e62-47db-91af-98c3a49a38b1 = Administrateur d’utilisateurs
role-29232cdf-9323-42fd-ade2-1d097af3e4de = Administrateur Exchange
role-f28a1f50-f6e7-4571-818b-6a12f2af6b6c = Administrateur SharePoint
role-b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 = Administrateur de l’accès conditionnel

## On the way to Microsoft

departure-heading = Redirection vers Microsoft
departure-text = Votre navigateur ouvre la page de Microsoft. Si rien ne se passe, utilisez le bouton.
departure-link = Continuer vers Microsoft
departure-host = L’adresse doit commencer par

## The result

result-verifying-heading = Vérification de la connexion
result-verifying-text = Nous avons reçu votre approbation et la vérifions auprès de Microsoft. Vous pouvez fermer cette page : nous continuons.
result-anew-text = Vous avez modifié qui peut utiliser { $app }. Nous vérifions à nouveau la connexion et afficherons ce que Microsoft répond maintenant.
result-late-heading = La vérification prend plus de temps que d’habitude
result-late-text = Nous poursuivons sans cette page. Rouvrez-la dans quelques minutes, ou relancez la vérification maintenant.
result-spreading-heading = Microsoft applique votre approbation
result-spreading-text = Cela prend quelques minutes, rarement jusqu’à une heure. Vous pouvez fermer cette page : nous continuons, et le lien vous ramène ici.
result-repair-heading = Il reste quelque chose à corriger
result-awaiting-approval-heading = Approuvé, en attente de la confirmation de Cooperlink
result-awaiting-approval-text = De votre côté, tout est fait. Cooperlink doit encore confirmer que cette organisation appartient au client ; d’ici là, rien n’est connecté. Vous pouvez fermer cette page.
waiting-told = Cooperlink a été informé et vérifie que l’organisation appartient au client.
waiting-how-long = En général, cela prend moins d’un jour ouvré.
waiting-then = Ouvrez ensuite ce lien à nouveau et connectez-vous : il affiche le résultat.
waiting-ask = Toujours rien après un jour ouvré ? Contactez Cooperlink en indiquant votre code de support ; le contact et le code figurent ci-dessous.
result-connected-heading = Connexion établie
result-connected-text = { $app } est connecté à votre Microsoft 365, et tout a été vérifié. Vous pouvez fermer cette page.
result-connected-partly-heading = Connexion établie, des vérifications restent à faire
result-connected-partly-text = { $app } est approuvé dans votre Microsoft 365. Les vérifications ci-dessous indiquent ce qu’il reste à faire.
result-unclear-heading = Certaines vérifications n’ont pas encore de résultat
result-unclear-text = Nous n’avons constaté aucun problème, mais nous n’avons pas pu tout vérifier. Les points ci-dessous indiquent pourquoi. Nous continuons à vérifier automatiquement.
result-approved-by = Approuvé par
result-approved-elsewhere = Inconnu ; l’approbation a été donnée ailleurs
result-approved-at = Approuvé le
result-held-since = En suspens depuis le
result-held = Nous constatons le même problème dans de nombreuses organisations à la fois : l’erreur vient donc peut-être de nous. Nos ingénieurs ont été alertés. Vous n’avez rien à modifier avant notre confirmation, d’ici une heure au plus.
result-since = En attente depuis le
result-updates = Cette page s’actualise automatiquement.
result-look-again = Afficher l’état le plus récent
result-checking = Nous vérifions à nouveau. Les résultats ci-dessous datent de la vérification précédente.
result-checking-late = La nouvelle vérification prend plus de temps que d’habitude. Les résultats ci-dessous datent de la vérification précédente. Rouvrez la page dans quelques minutes, ou relancez la vérification maintenant.
result-return = Retour à Cooperlink
result-check-again = Tout vérifier à nouveau
result-check-line = Vérifier à nouveau
result-approve-again = Approuver à nouveau avec Microsoft
result-checks = Ce que nous avons vérifié
result-guidance = Comment corriger le problème
result-support = Si le problème persiste
result-open-permissions = Ouvrir « Autorisations » dans le Centre d’administration Microsoft Entra
result-open-properties = Ouvrir « Propriétés » dans le Centre d’administration Microsoft Entra
result-open-overview = Ouvrir l’utilisateur système dans le Centre d’administration Microsoft Entra
result-open-policies = Ouvrir les stratégies d’accès conditionnel dans le Centre d’administration Microsoft Entra
result-open-licences = Ouvrir « Licences et applications » dans le Centre d’administration Microsoft 365
result-open-users = Ouvrir « Utilisateurs et groupes » dans le Centre d’administration Microsoft Entra
result-open-signon = Ouvrir « Authentification unique » dans le Centre d’administration Microsoft Entra
result-open-sign-ins = Ouvrir « Journaux de connexion » dans le Centre d’administration Microsoft Entra
result-open-microsoft-365 = Ouvrir le Centre d’administration Microsoft 365
result-open-entra = Ouvrir le Centre d’administration Microsoft Entra
result-command = Ou avec PowerShell :
result-message = Envoyez ce message à Cooperlink :
result-evidence = Ce que nous avons demandé à Microsoft
result-next-heading = Et maintenant ?
result-next-watch = Nous vérifions la connexion plusieurs fois par jour et prévenons Cooperlink si elle cesse de fonctionner. Vous n’avez rien à faire.
result-next-same-link = Conservez le lien : tant que { $app } est connecté, il vous ramène à cette page et, en cas de problème, indique ce qu’il faut corriger.
result-next-disconnect = Pour mettre fin à la connexion : dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Propriétés, et cliquez sur « Supprimer ». Cooperlink n’a alors plus aucun accès. Prévenez aussi Cooperlink, pour que nous supprimions les données que nous conservons.
result-report = Rapport à imprimer ou à conserver
result-access-pass = Rien à faire : les personnes qui ont besoin de { $app } peuvent l’utiliser.
result-access-fail = Pas encore : la vérification correspondante, plus haut, indique ce qu’il faut modifier.
result-access-open = Nous vérifions ce point en même temps que l’utilisateur système.

## A colleague of the administrator

colleague-yes-heading = { $app } fonctionne
colleague-yes-text = SharePoint et la messagerie fonctionnent. Vous pouvez fermer cette page.
colleague-no-heading = { $app } ne fonctionne pas pour le moment
colleague-no-text = Un administrateur de votre organisation peut en voir la raison et corriger le problème.
colleague-unknown-heading = Nous ne savons pas encore si { $app } fonctionne
colleague-unknown-text = La mise en place n’est pas terminée, ou nous n’avons pas pu tout vérifier. Un administrateur de votre organisation peut voir ce qui manque.
colleague-checking-heading = Vérification auprès de Microsoft
colleague-checking-text = Nous vérifions si { $app } est approuvé dans votre organisation et fonctionne. Cela prend quelques minutes, rarement jusqu’à une heure. Vous pouvez fermer cette page : nous poursuivons, et le lien vous ramène ici.
colleague-late-text = Nous poursuivons sans cette page. Revenez voir dans quelques minutes.
colleague-one-step-text = Microsoft confirme que { $app } est approuvé dans votre organisation. L’application fonctionnera dès que son utilisateur système se sera connecté. Demandez à Cooperlink un lien pour l’utilisateur système et envoyez-le à la personne qui détient ce compte. Un administrateur dont le rôle apparaît ici peut faire de même depuis cette page.
colleague-ask-link = { $app } est approuvé dans notre Microsoft 365. Merci de m’envoyer un lien pour l’utilisateur système, afin que son compte puisse se connecter.
colleague-roles = Nous ne voyons aucun rôle d’administrateur sur votre compte ; cette page n’affiche donc rien d’autre. Un rôle que vous détenez par un groupe n’apparaît pas ici.
colleague-roles-unread = Nous n’avons pas pu lire vos rôles pour le moment ; cette page n’affiche donc rien d’autre. Reconnectez-vous dans un instant.
colleague-mail-subject = { $app } : un administrateur doit intervenir
colleague-mail-body =
    Bonjour,

    { $app } a besoin d’un administrateur de notre Microsoft 365 (Administrateur de rôle privilégié ou Administrateur général). Merci d’ouvrir cette page et de vous connecter ; elle indique l’état actuel et ce qu’il faut faire :

    { $address }

    Merci

report-heading = Rapport : { $app } dans votre Microsoft 365
report-back = Retour à l’état de la connexion
report-download = Enregistrer dans un fichier
report-file-name = rapport-cooperlink

verdict-pass = Fonctionne
verdict-fail = Ne fonctionne pas
verdict-waiting = En cours
verdict-not-applicable = Sans objet
verdict-unknown = Pas encore de résultat
last-known = Dernier résultat connu : { $verdict }, { $at }

## The system user, on the administrator’s page and on a page of its own

system-user-account = Utilisateur système
system-user-since = Connecté depuis le
system-user-card-heading = Connecter l’utilisateur système
system-user-missing = { $app } utilise ce compte pour travailler en arrière-plan. Le compte se connecte une seule fois, ici ou sur un autre ordinateur, puis reste connecté.
system-user-ended = Microsoft n’accepte plus ce compte sans une nouvelle connexion. La vérification « L’utilisateur système est connecté » indique pourquoi. Corrigez d’abord ce problème, puis reconnectez le compte une fois.
system-user-connected = Ce compte est connecté. Il ne devra se reconnecter que si Microsoft met fin à sa session.
system-user-button = Connecter l’utilisateur système
system-user-again = Reconnecter l’utilisateur système
system-user-another = Se connecter avec un autre compte
system-user-continue = Continuer quand même
system-user-link-instead = Une autre personne détient ce compte ?
system-user-link-make = Créer un lien pour elle
system-user-link-heading = Un lien pour l’utilisateur système
system-user-link-text = Envoyez ce lien à la personne qui détient ce compte. Elle se connecte une fois ; le lien ne permet rien d’autre.
system-user-link-address = Lien
system-user-link-mail = Ouvrir un e-mail déjà rédigé
system-user-link-once = Nous n’affichons ce lien qu’une fois. Si vous en créez un autre, celui-ci ne fonctionnera plus.
system-user-mail-subject = Merci de connecter { $account } à { $app }
system-user-mail-body =
    Bonjour,

    { $app } travaille en arrière-plan pour { $customer } avec le compte { $account }. Merci de vous connecter une fois avec ce compte et aucun autre :

    { $address }

    Vous vous connectez sur la page de Microsoft ; Cooperlink ne voit jamais le mot de passe. Le lien fonctionne une seule fois, jusqu’au { $until }. Code de support : { $code }

    Merci
system-user-stopped = Microsoft bloquerait ce compte sur sa propre page : votre organisation exige que les personnes soient affectées à { $app }, et ce compte ne l’est pas.
system-user-unsure = Votre organisation n’autorise que les comptes affectés à utiliser { $app }. Nous ne voyons pas encore si ce compte est affecté. Un groupe imbriqué dans un groupe affecté ne compte pas.
system-user-see-access = Voir qui est affecté
system-user-assign = Affecter ce compte
system-user-kept-heading = Microsoft a-t-il refusé l’utilisateur système ?
system-user-kept-unassigned = La connexion de ce compte a commencé, mais n’a pas abouti. Si Microsoft a affiché AADSTS50105, le compte n’est pas affecté à { $app }. Un groupe imbriqué dans un groupe affecté ne compte pas. Affectez le compte, puis connectez-le.
system-user-kept = La connexion de ce compte a commencé, mais n’a pas abouti. Si Microsoft a affiché une erreur, réessayez une fois. Si l’erreur revient, envoyez son numéro AADSTS à Cooperlink.
system-user-kept-holder = Vous avez commencé à vous connecter, mais n’êtes pas revenu. Si Microsoft a affiché AADSTS50105, ce compte doit d’abord être affecté. Si c’était une autre erreur, réessayez une fois, puis envoyez son numéro AADSTS à Cooperlink.
system-user-how-to-assign = Demandez à un administrateur d’ouvrir { $app } dans le Centre d’administration Microsoft Entra, sous Applications d’entreprise, puis Utilisateurs et groupes, et d’y ajouter ce compte. Les groupes imbriqués ne comptent pas.
system-user-looking = Nous vérifions à nouveau ; cette page s’actualise automatiquement. Cela prend une minute ou deux.

system-user-heading = Connecter l’utilisateur système de { $app }
system-user-what = Cooperlink demande à la personne qui détient ce compte de service de se connecter une fois. Ensuite, { $app } utilise ce compte pour travailler en arrière-plan. Vous vous connectez sur la page de Microsoft ; nous ne voyons jamais le mot de passe.
system-user-sign-in-as = Connectez-vous avec ce compte et aucun autre. Si Microsoft en propose un autre, choisissez « Utiliser un autre compte ».
system-user-unnamed = Cooperlink ne sait pas encore de quel compte il s’agit. Demandez-le à la personne qui vous a envoyé ce lien.
system-user-unapproved = Un administrateur de votre organisation doit d’abord approuver { $app }. Rouvrez cette page quand c’est fait ; l’adresse reste la même.
system-user-why = { $app } agit au nom de ce compte, sans jamais dépasser les droits de celui-ci :
system-user-never-heading = Ce qu’il ne peut pas faire
system-user-never = Il ne peut ouvrir aucun site, aucun document ni aucune boîte aux lettres que ce compte ne peut pas ouvrir lui-même. Il ne peut modifier ni les utilisateurs, ni les groupes, ni les paramètres de votre organisation, et ne peut lire aucun mot de passe.
system-user-done-heading = L’utilisateur système est connecté
system-user-done-text = Microsoft a accepté le compte, et celui-ci reste connecté.
system-user-done-next = Vous pouvez fermer cette page. Cooperlink vérifie la connexion plusieurs fois par jour et prévient quand le compte doit se reconnecter.

## Newer permissions

upgrade-heading =
    { $number ->
        [one] Une autorisation de plus à approuver
       *[other] { $number } autorisations de plus à approuver
    }
upgrade-what = { $app } est connecté et fonctionne. Une version plus récente demande les autorisations ci-dessous. Sans votre approbation, tout continue de fonctionner comme avant.
upgrade-list = Microsoft affichera à nouveau toutes les autorisations, y compris celles que vous avez déjà approuvées. C’est normal : approuvez toute la liste.
upgrade-role = Personne d’autre n’a besoin d’intervenir, et l’utilisateur système reste connecté.
upgrade-earlier = Ce qui a été approuvé auparavant
upgrade-checking = Approuvé. Nous vérifions auprès de Microsoft si l’approbation est arrivée ; cette page s’actualise automatiquement.
upgrade-done-heading = Approuvé, rien d’autre à faire
upgrade-done-text = { $app } dispose maintenant de toutes les autorisations qu’il demande. Vous pouvez fermer cette page.
