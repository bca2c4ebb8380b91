## What is checked

check-app-registered = Cooperlink est inscrit dans votre organisation
check-app-enabled = Cooperlink est activé dans votre organisation
check-application-permissions = Toutes les autorisations d’application sont accordées
check-delegated-permissions = Toutes les autorisations déléguées sont accordées
check-permission-upgrade = Aucune autorisation plus récente n’attend votre approbation
check-no-excess-permissions = Rien n’est accordé au-delà de ce que Cooperlink demande
check-user-access = Les personnes qui ont besoin de Cooperlink peuvent l’utiliser
check-tenant-matches-customer = L’organisation reliée est bien celle du client
check-customer-domain = Le domaine du client appartient toujours à l’organisation reliée
check-services-present = Votre organisation dispose de SharePoint Online et d’Exchange Online
check-system-user-connected = L’utilisateur système est connecté
check-system-user-member = L’utilisateur système est un membre de votre organisation et son compte est activé
check-system-user-licensed = L’utilisateur système a les licences nécessaires
check-sign-in-policy = Aucune règle ne bloque l’utilisateur système en arrière-plan
check-mailbox = La boîte aux lettres de l’utilisateur système est accessible
check-site = L’utilisateur système a accès au site
check-library = L’utilisateur système peut lire la bibliothèque et y écrire
check-system-user-reach = L’utilisateur système n’ouvre pas d’autres sites
check-administrator-site-access = L’administrateur a accès aux mêmes sites et bibliothèques

## Who can mend it

acts-administrator = Un administrateur de votre organisation peut y remédier.
acts-user = La personne qui détient le compte peut y remédier.
acts-operator = C’est à Cooperlink d’y remédier. Vous n’avez rien à modifier.
acts-host-app = C’est Cooperlink qui le modifie dans Cooperlink Cloud. Envoyez-lui pour cela le message ci-dessous.
acts-retry = C’est passager. Nous vérifions de nouveau automatiquement.

## Why something could not be checked

unobserved-identity-absent-app = Ce point s’affichera dès que Cooperlink aura accès à votre organisation.
unobserved-identity-absent-administrator = Seule une nouvelle connexion d’un administrateur permet de le voir. Réglez d’abord les autres points, puis cliquez sur « Vérifier à nouveau ».
unobserved-identity-absent-system-user = Ce point s’affichera dès que l’utilisateur système sera connecté.
unobserved-permission-not-asked-for = La lecture de ce point nécessite une autorisation que Cooperlink ne demande pas.
unobserved-refused = Microsoft a refusé de le montrer. Les lignes consacrées aux autorisations indiquent que faire.
unobserved-recreated = Cooperlink a été supprimé de cette organisation, puis inscrit de nouveau. Un administrateur doit renouveler l’approbation.
unobserved-not-reached = Un autre point doit d’abord fonctionner pour que celui-ci puisse être vérifié.
unobserved-undecided = La réponse de Microsoft ne permet pas de conclure. Les autres lignes indiquent ce qui fonctionne.
unobserved-microsoft-unavailable = Microsoft n’a pas répondu. Nous réessayons automatiquement.
unobserved-unreadable = La réponse de Microsoft n’a pas pu être interprétée. Nous réessayons automatiquement.
unobserved-unexplained = Microsoft donne toujours une réponse que nous ne connaissons pas. Envoyez au support Cooperlink l’ID de demande indiqué ci-dessous.
unobserved-outdated = Ce point n’a pas pu être confirmé depuis plus d’un jour. Cliquez sur « Vérifier à nouveau ».
unobserved-not-asked = Ce point a été modifié et n’a pas encore été vérifié. Nous le vérifions automatiquement.
unobserved-operator-fault = L’accès de Cooperlink à Microsoft est lui-même perturbé. Nous en avons été informés.

## What was found: the application

finding-app-not-registered = Cooperlink n’est pas inscrit dans cette organisation.
finding-tenant-gone = Microsoft ne connaît plus votre organisation : elle a été supprimée ou fermée.
finding-app-of-another-owner = L’application inscrite sous l’ID de Cooperlink n’appartient pas à Cooperlink.
finding-app-disabled = La connexion à Cooperlink est désactivée dans cette organisation.
finding-app-disabled-by-microsoft = Microsoft a désactivé Cooperlink ({ $status }).
finding-app-deactivated = L’application de Cooperlink a été désactivée par son propriétaire.
finding-application-permissions-missing = Non accordé : { $permissions }
finding-no-application-permissions = Cooperlink ne demande ici aucune autorisation d’application.
finding-delegated-permissions-missing = Non accordé : { $permissions }
finding-delegated-approval-missing = Selon Microsoft, l’approbation manque.
finding-permission-upgrade-missing = Demandé par une version plus récente et pas encore approuvé : { $permissions }. Tout le reste continue de fonctionner.
finding-excess-permissions = Accordé sans que Cooperlink le demande : { $permissions }
finding-nobody-assigned = Une affectation est requise et personne n’est affecté.
finding-system-user-not-assigned = Une affectation est requise et l’utilisateur système { $account } n’est pas affecté.
finding-domain-not-verified = Le domaine { $domain } n’est pas un domaine vérifié de l’organisation reliée.
finding-domain-lost = L’organisation reliée n’a plus le domaine { $domain }. Elle reste reliée.
finding-no-connection-yet = L’organisation n’est pas encore reliée.
finding-no-expected-domain = Aucun domaine du client n’a été indiqué pour la comparaison.
finding-services-missing = Absent de cette organisation : { $services }
finding-service-subscription-missing = Selon Microsoft, un service manque dans cette organisation ou son abonnement a pris fin.

## What was found: the system user

finding-no-system-user = Aucun utilisateur système n’a été indiqué pour cette liaison.
finding-system-user-other-account = Le compte qui répond n’est pas celui qui avait été connecté. Ce dernier a été supprimé puis recréé, ou remplacé.
finding-system-user-token-lost = La connexion enregistrée de l’utilisateur système a disparu.
finding-system-user-guest = Le compte { $account } est un invité dans cette organisation.
finding-system-user-disabled = Le compte { $account } est désactivé.
finding-system-user-unlicensed = L’utilisateur système n’a pas de licence.
finding-licence-without-service = Aucune licence de l’utilisateur système ne comprend { $service } : { $licences }
finding-licence-plan-off = { $service } ({ $plan }) est désactivé dans la licence { $licence } de l’utilisateur système.
finding-licence-plan-pending = { $service } ({ $plan }) est encore en cours d’activation dans la licence { $licence } de l’utilisateur système.

finding-sign-in-consent-missing = Aucune personne disposant de droits suffisants n’a approuvé ce dont l’utilisateur système a besoin.
finding-sign-in-declined = Les autorisations dont l’utilisateur système a besoin ont été refusées.
finding-sign-in-service-missing = Un service Microsoft manque à votre organisation, ou son abonnement a pris fin.
finding-sign-in-app-disabled = La connexion à Cooperlink est désactivée dans cette organisation.
finding-sign-in-not-assigned = L’utilisateur système n’est pas affecté à Cooperlink, alors qu’une affectation est requise.
finding-sign-in-wrong-account = Le compte de l’utilisateur système est d’un autre type ou appartient à une autre organisation.
finding-sign-in-account-missing = Le compte de l’utilisateur système a été supprimé ou ne figure pas dans cet annuaire.
finding-sign-in-account-disabled = Le compte de l’utilisateur système est désactivé.
finding-sign-in-legal-age = Le compte de l’utilisateur système est celui d’un mineur, et aucun adulte n’a donné son accord.
finding-sign-in-address-blocked = Microsoft se méfie de l’adresse depuis laquelle les serveurs de Cooperlink se connectent.
finding-sign-in-cross-tenant-rule = Une règle entre organisations ou une règle du réseau bloque l’utilisateur système.
finding-sign-in-password-wrong = Microsoft n’accepte pas le mot de passe de l’utilisateur système.
finding-sign-in-password-expired = Le mot de passe de l’utilisateur système a expiré.
finding-sign-in-session-revoked = La connexion de l’utilisateur système a été révoquée.
finding-sign-in-inactivity = La connexion de l’utilisateur système est restée trop longtemps inutilisée et a pris fin.
finding-sign-in-frequency = Une règle de votre organisation met fin à la connexion de l’utilisateur système après une durée fixe.
finding-sign-in-again = La connexion de l’utilisateur système a pris fin et doit être rétablie.
finding-sign-in-mfa-registration = Microsoft demande à l’utilisateur système d’enregistrer un second facteur.
finding-sign-in-mfa-required = Microsoft demande à l’utilisateur système un second facteur, que personne ne peut fournir en arrière-plan.
finding-sign-in-external-challenge = Un fournisseur extérieur à Microsoft demande à l’utilisateur système de confirmer la connexion.
finding-sign-in-identity-provider = Le fournisseur d’identité de votre organisation est en panne ou refuse l’utilisateur système.
finding-sign-in-claims-rule = Une stratégie de revendications de votre organisation pour Cooperlink est défectueuse : Microsoft n’émet aucun jeton.
finding-sign-in-device = Une règle de votre organisation n’autorise l’utilisateur système à se connecter que depuis des appareils gérés.
finding-sign-in-conditional-access = L’accès conditionnel bloque la connexion de l’utilisateur système.
finding-sign-in-security-defaults = Les paramètres de sécurité par défaut bloquent la connexion de l’utilisateur système.
finding-sign-in-risk = Microsoft voit un risque dans la connexion de l’utilisateur système et la bloque.
finding-sign-in-tenant = Microsoft ne connaît pas cette organisation dans le cloud où Cooperlink travaille.
finding-sign-in-ours = Microsoft n’a pas accepté la forme de la demande de Cooperlink.
finding-sign-in-passing = Le service de connexion de Microsoft était perturbé.
finding-sign-in-microsoft-fault = Le service de connexion de Microsoft signale une défaillance de son côté.
finding-sign-in-refused = Microsoft a refusé la connexion de l’utilisateur système.

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = L’utilisateur système n’a pas de boîte aux lettres dans Exchange Online.
finding-mailbox-restricted = Votre organisation interdit aux applications l’accès à la boîte aux lettres de l’utilisateur système.
finding-site-missing = Il n’y a pas de site à cette adresse, ou il a été supprimé.
finding-site-moved = L’adresse de ce site a été modifiée.
finding-site-is-library = C’est l’adresse d’une bibliothèque et non d’un site : { $similar }, sur le site { $above }.
finding-subsite-missing = Il n’y a ni site ni bibliothèque à cette adresse. Le site situé au-dessus existe : { $above }.
finding-site-refused = L’utilisateur système n’est pas autorisé à ouvrir ce site.
finding-site-of-another-organisation = Ce site appartient à une autre organisation.
finding-site-locked = Ce site est verrouillé ou archivé.
finding-site-without-sharepoint = Votre organisation n’a pas SharePoint Online, dont ce site a besoin.
finding-site-read-only = Ni l’utilisateur système ni l’administrateur qui a donné l’approbation ne peuvent écrire dans ce site ; il est peut-être verrouillé.
finding-site-write-refused = L’utilisateur système peut lire ce site, mais n’écrire dans aucune de ses bibliothèques.
finding-site-full = Ce site n’a plus d’espace disponible.
finding-library-missing = Le site ne contient aucune bibliothèque de ce nom.
finding-library-misnamed = Le site ne contient aucune bibliothèque de ce nom. S’agit-il de { $similar } ?
finding-library-read-refused = L’utilisateur système ne peut pas lire cette bibliothèque.
finding-library-write-refused = L’utilisateur système peut lire cette bibliothèque, mais ne peut pas y écrire.
finding-library-takes-no-upload = Cette bibliothèque n’accepte pas de fichiers.
finding-library-locked = Cette bibliothèque est verrouillée, ou son site est archivé.
finding-library-full = Le site de cette bibliothèque n’a plus d’espace disponible.
finding-system-user-opens-other-sites = L’utilisateur système peut ouvrir d’autres sites que ceux indiqués : { $number }
finding-no-sites = Aucun site n’a été indiqué pour cette liaison.
finding-administrator-without-access = L’administrateur qui a donné l’approbation ne peut pas utiliser { $places }.
