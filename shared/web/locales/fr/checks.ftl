## What is checked

check-app-registered = Cooperlink Cloud est inscrit dans votre organisation
check-app-enabled = Cooperlink Cloud est activé dans votre organisation
check-application-permissions = Toutes les autorisations d’application sont accordées
check-delegated-permissions = Toutes les autorisations déléguées sont accordées
check-permission-upgrade = Aucune nouvelle autorisation n’attend d’approbation
check-no-excess-permissions = Cooperlink Cloud n’a que les autorisations qu’il demande
check-user-access = Les personnes qui ont besoin de Cooperlink Cloud peuvent l’utiliser
check-tenant-matches-customer = L’organisation connectée appartient au client
check-customer-domain = L’organisation connectée a toujours le domaine du client
check-services-present = Votre organisation dispose de SharePoint Online et d’Exchange Online
check-system-user-connected = L’utilisateur système est connecté
check-system-user-member = L’utilisateur système est un membre activé de votre organisation
check-system-user-licensed = L’utilisateur système a les licences dont il a besoin
check-sign-in-policy = Aucune règle ne bloque la connexion de l’utilisateur système en arrière-plan
check-mailbox = Cooperlink Cloud a accès à la boîte aux lettres de l’utilisateur système
check-site = L’utilisateur système peut utiliser le site
check-library = L’utilisateur système peut lire et écrire dans la bibliothèque
check-system-user-reach = L’utilisateur système ne peut pas ouvrir d’autres sites
check-administrator-site-access = L’administrateur peut utiliser les mêmes sites et bibliothèques

## Who can fix it

acts-administrator = Un administrateur de votre organisation peut corriger ce problème.
acts-user = La personne qui détient le compte peut corriger ce problème.
acts-operator = C’est à Cooperlink de corriger ce problème. Vous n’avez rien à modifier.
acts-host-app = Cooperlink modifie cela dans Cooperlink Cloud. Envoyez le message à Cooperlink.
acts-retry = Ce problème se résout de lui-même. Nous vérifierons à nouveau automatiquement.

## Why something could not be checked

unobserved-identity-absent-app = Nous pourrons le vérifier dès que Cooperlink Cloud aura accès à votre organisation.
unobserved-identity-absent-administrator = Nous ne pouvons le vérifier que lorsqu’un administrateur se reconnecte. Corrigez d’abord tout le reste, puis cliquez sur « Vérifier à nouveau ».
unobserved-identity-absent-system-user = Nous pourrons le vérifier dès que l’utilisateur système sera connecté.
unobserved-permission-not-asked-for = Cette vérification nécessite une autorisation que Cooperlink Cloud ne demande pas.
unobserved-refused = Microsoft a refusé de nous le montrer. Les vérifications sur les autorisations disent quoi faire.
unobserved-recreated = Cooperlink Cloud a été supprimé de cette organisation, puis inscrit à nouveau. Un administrateur doit l’approuver à nouveau.
unobserved-not-reached = Autre chose doit fonctionner avant que nous puissions le vérifier.
unobserved-undecided = La réponse de Microsoft ne permet pas de conclure. Les autres vérifications disent ce qui fonctionne.
unobserved-microsoft-unavailable = Microsoft n’a pas répondu. Nous demanderons à nouveau automatiquement.
unobserved-unreadable = Nous n’avons pas compris la réponse de Microsoft. Nous demanderons à nouveau automatiquement.
unobserved-unexplained = Microsoft répète une réponse que nous ne connaissons pas. Envoyez au support Cooperlink l’ID de demande ci-dessous.
unobserved-outdated = Ce point n’a pas été confirmé depuis plus d’un jour. Cliquez sur « Vérifier à nouveau ».
unobserved-not-asked = Ce point a été modifié et n’a pas encore été vérifié. Nous le vérifierons automatiquement.
unobserved-operator-fault = L’accès de Cooperlink à Microsoft ne fonctionne pas correctement. Nous avons été alertés.

## What was found: the application

finding-app-not-registered = Cooperlink Cloud n’est pas inscrit dans cette organisation.
finding-tenant-gone = Microsoft ne connaît plus votre organisation : elle a été supprimée ou fermée.
finding-app-of-another-owner = L’application inscrite sous l’ID de Cooperlink Cloud n’appartient pas à Cooperlink.
finding-app-disabled = La connexion à Cooperlink Cloud est désactivée dans cette organisation.
finding-app-disabled-by-microsoft = Microsoft a désactivé Cooperlink Cloud ({ $status }).
finding-app-deactivated = Cooperlink a désactivé l’application Cooperlink Cloud.
finding-application-permissions-missing = Autorisations non accordées : { $permissions }
finding-no-application-permissions = Cooperlink Cloud ne demande ici aucune autorisation d’application.
finding-delegated-permissions-missing = Autorisations non accordées : { $permissions }
finding-delegated-approval-missing = Selon Microsoft, il manque l’approbation.
finding-permission-upgrade-missing = Une version plus récente demande des autorisations qui ne sont pas encore approuvées : { $permissions }. Tout le reste continue de fonctionner.
finding-excess-permissions = Autorisations accordées que Cooperlink Cloud ne demande pas : { $permissions }
finding-nobody-assigned = L’affectation est requise et personne n’est affecté.
finding-system-user-not-assigned = L’affectation est requise, et l’utilisateur système { $account } n’est pas affecté.
finding-domain-not-verified = { $domain } n’est pas un domaine vérifié de l’organisation connectée.
finding-domain-lost = L’organisation connectée n’a plus le domaine { $domain }. Elle reste connectée.
finding-no-connection-yet = L’organisation n’est pas encore connectée.
finding-no-expected-domain = Nous n’avons reçu aucun domaine du client à comparer.
finding-services-missing = Services absents de cette organisation : { $services }
finding-service-subscription-missing = Selon Microsoft, il manque un service à cette organisation, ou son abonnement a pris fin.

## What was found: the system user

finding-no-system-user = Aucun utilisateur système n’a été indiqué pour cette connexion.
finding-system-user-other-account = Le compte qui répond n’est pas celui qui avait été connecté. Le compte connecté a été supprimé puis recréé, ou remplacé.
finding-system-user-token-lost = La session enregistrée de l’utilisateur système a disparu.
finding-system-user-guest = { $account } est un invité dans cette organisation.
finding-system-user-disabled = Le compte { $account } est désactivé.
finding-system-user-unlicensed = L’utilisateur système n’a pas de licence.
finding-licence-without-service = L’utilisateur système n’a pas de licence pour { $service }. Il a : { $licences }
finding-licence-plan-off = { $service } ({ $plan }) est désactivé dans la licence { $licence } de l’utilisateur système.
finding-licence-plan-pending = { $service } ({ $plan }) est encore en cours d’activation dans la licence { $licence } de l’utilisateur système.

finding-sign-in-consent-missing = Aucune personne ayant les droits suffisants n’a approuvé ce dont l’utilisateur système a besoin.
finding-sign-in-declined = Les autorisations dont l’utilisateur système a besoin ont été refusées.
finding-sign-in-service-missing = Il manque un service Microsoft à votre organisation, ou son abonnement a pris fin.
finding-sign-in-app-disabled = La connexion à Cooperlink Cloud est désactivée dans cette organisation.
finding-sign-in-not-assigned = L’utilisateur système n’est pas affecté à Cooperlink Cloud, alors que l’affectation est requise.
finding-sign-in-wrong-account = Le compte de l’utilisateur système n’est pas du bon type, ou appartient à une autre organisation.
finding-sign-in-account-missing = Le compte de l’utilisateur système a été supprimé, ou ne figure pas dans cet annuaire.
finding-sign-in-account-disabled = Le compte de l’utilisateur système est désactivé.
finding-sign-in-legal-age = Le compte de l’utilisateur système est marqué comme celui d’un mineur, et aucun adulte n’a donné son consentement.
finding-sign-in-address-blocked = Microsoft ne fait pas confiance à l’adresse IP depuis laquelle les serveurs de Cooperlink se connectent.
finding-sign-in-cross-tenant-rule = Une règle interlocataire ou une règle du réseau bloque l’utilisateur système.
finding-sign-in-password-wrong = Microsoft n’accepte pas le mot de passe de l’utilisateur système.
finding-sign-in-password-expired = Le mot de passe de l’utilisateur système a expiré.
finding-sign-in-session-revoked = La session de l’utilisateur système a été révoquée.
finding-sign-in-inactivity = La session de l’utilisateur système est restée trop longtemps inutilisée et a pris fin.
finding-sign-in-frequency = Une règle de votre organisation met fin à la session de l’utilisateur système après une durée fixe.
finding-sign-in-again = La session de l’utilisateur système a pris fin. Il doit se reconnecter.
finding-sign-in-mfa-registration = Microsoft demande à l’utilisateur système de s’inscrire à l’authentification multifacteur.
finding-sign-in-mfa-required = Microsoft demande à l’utilisateur système l’authentification multifacteur, et personne n’est là pour répondre en arrière-plan.
finding-sign-in-external-challenge = Un fournisseur extérieur à Microsoft demande à l’utilisateur système de confirmer la connexion.
finding-sign-in-identity-provider = Le fournisseur d’identité de votre organisation est en panne ou refuse l’utilisateur système.
finding-sign-in-claims-rule = La stratégie de revendications de votre organisation pour Cooperlink Cloud est incorrecte : Microsoft n’émet donc aucun jeton.
finding-sign-in-device = Une règle de votre organisation ne laisse l’utilisateur système se connecter que depuis des appareils gérés.
finding-sign-in-conditional-access = L’accès conditionnel bloque la connexion de l’utilisateur système.
finding-sign-in-security-defaults = Les paramètres de sécurité par défaut bloquent la connexion de l’utilisateur système.
finding-sign-in-risk = Microsoft voit un risque dans la connexion de l’utilisateur système et la bloque.
finding-sign-in-tenant = Microsoft ne connaît pas cette organisation dans le cloud où Cooperlink travaille.
finding-sign-in-ours = Microsoft n’a pas accepté la façon dont Cooperlink a fait sa demande.
finding-sign-in-passing = Le service de connexion de Microsoft a eu un problème temporaire.
finding-sign-in-microsoft-fault = Le service de connexion de Microsoft signale une erreur de son côté.
finding-sign-in-refused = Microsoft a refusé la connexion de l’utilisateur système.

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = L’utilisateur système n’a pas de boîte aux lettres dans Exchange Online.
finding-mailbox-restricted = Votre organisation interdit aux applications l’accès à la boîte aux lettres de l’utilisateur système.
finding-site-missing = Il n’y a pas de site à cette adresse, ou il a été supprimé.
finding-site-moved = Ce site a changé d’adresse.
finding-site-is-library = C’est l’adresse d’une bibliothèque, et non d’un site : { $similar }, sur le site { $above }.
finding-subsite-missing = Il n’y a ni site ni bibliothèque à cette adresse. Le site de niveau supérieur existe : { $above }.
finding-site-refused = L’utilisateur système ne peut pas ouvrir ce site.
finding-site-of-another-organisation = Ce site appartient à une autre organisation.
finding-site-locked = Ce site est verrouillé ou archivé.
finding-site-without-sharepoint = Votre organisation n’a pas SharePoint Online, dont ce site a besoin.
finding-site-read-only = Ni l’utilisateur système ni l’administrateur qui a approuvé ne peuvent écrire dans ce site. Il est peut-être verrouillé.
finding-site-write-refused = L’utilisateur système peut lire ce site, mais ne peut écrire dans aucune de ses bibliothèques.
finding-site-full = Ce site est plein.
finding-library-missing = Le site n’a pas de bibliothèque de ce nom.
finding-library-misnamed = Le site n’a pas de bibliothèque de ce nom. S’agit-il de { $similar } ?
finding-library-read-refused = L’utilisateur système ne peut pas lire cette bibliothèque.
finding-library-write-refused = L’utilisateur système peut lire cette bibliothèque, mais ne peut pas y écrire.
finding-library-takes-no-upload = Cette bibliothèque n’accepte pas le chargement de fichiers.
finding-library-locked = Cette bibliothèque est verrouillée, ou son site est archivé.
finding-library-full = Le site de cette bibliothèque est plein.
finding-system-user-opens-other-sites = L’utilisateur système peut ouvrir d’autres sites que ceux indiqués : { $number }
finding-no-sites = Aucun site n’a été indiqué pour cette connexion.
finding-administrator-without-access = L’administrateur qui a approuvé ne peut pas utiliser { $places }.
