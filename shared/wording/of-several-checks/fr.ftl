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
unobserved-refused = Microsoft a refusé de nous le montrer. Les vérifications sur les autorisations indiquent quoi faire.
unobserved-recreated = Cooperlink Cloud a été supprimé de cette organisation, puis inscrit à nouveau. Un administrateur doit l’approuver à nouveau.
unobserved-not-reached = Autre chose doit fonctionner avant que nous puissions le vérifier.
unobserved-undecided = La réponse de Microsoft ne permet pas de conclure. Les autres vérifications indiquent ce qui fonctionne.
unobserved-microsoft-unavailable = Microsoft n’a pas répondu. Nous demanderons à nouveau automatiquement.
unobserved-unreadable = Nous n’avons pas compris la réponse de Microsoft. Nous demanderons à nouveau automatiquement.
unobserved-unexplained = Microsoft répète une réponse que nous ne connaissons pas. Envoyez au support Cooperlink l’ID de demande ci-dessous.
unobserved-outdated = Ce point n’a pas été confirmé depuis plus d’un jour. Cliquez sur « Vérifier à nouveau ».
unobserved-not-asked = Ce point a été modifié et n’a pas encore été vérifié. Nous le vérifierons automatiquement.
unobserved-operator-fault = L’accès de Cooperlink à Microsoft ne fonctionne pas correctement. Nous avons été alertés.

## What several checks find

finding-no-expected-domain = Nous n’avons reçu aucun domaine du client à comparer.
finding-no-system-user = Aucun utilisateur système n’a été indiqué pour cette connexion.
finding-system-user-other-account = Le compte qui répond n’est pas celui qui avait été connecté. Le compte connecté a été supprimé puis recréé, ou remplacé.
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
finding-no-sites = Aucun site n’a été indiqué pour cette connexion.
