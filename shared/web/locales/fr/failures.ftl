## What went wrong: what happened, what it means, what to do now

failure-what-to-do = Que faire maintenant
failure-sign-in = Se reconnecter
failure-another-account = Se connecter avec un autre compte
failure-check = Vérifier à nouveau
failure-status = Voir l’état de la connexion
failure-prepare = Retour à la préparation
failure-addresses = Si l’une de vos règles n’autorise que des adresses IP connues : en arrière-plan, { $app } se connecte depuis celles-ci.
failure-server-addresses = Adresses IP de notre serveur :
failure-no-addresses = Demandez à Cooperlink les adresses IP de notre serveur.
notice-reference = Référence de Microsoft :

stuck-heading = Bloqué sur la page de Microsoft ?
stuck-text = Vous avez commencé à vous connecter, mais n’êtes pas revenu. Si Microsoft a affiché une erreur, votre compte appartient à une autre organisation, ne peut pas utiliser { $app } ou ne peut pas approuver. Dans ces cas, Microsoft ne vous renvoie pas ici.
stuck-what-to-do = Reconnectez-vous en choisissant un autre compte, ou envoyez cette page à une personne qui peut approuver.
stuck-link = Microsoft m’a affiché une erreur

notice-declined-heading = L’approbation n’a pas été donnée
notice-declined-text = Quelqu’un a cliqué sur « Annuler » sur la page de Microsoft, ou le compte ne peut pas approuver pour toute l’organisation. Rien n’a été modifié.
notice-declined-what-to-do = Si vous avez cliqué sur « Annuler » par erreur, continuez simplement. Si Microsoft ne vous a pas laissé approuver, envoyez cette page à une personne qui peut le faire : un Administrateur de rôle privilégié ou un Administrateur général.

notice-went-back-heading = Vous êtes revenu sans terminer
notice-went-back-text = Vous avez quitté la page de Microsoft, ou votre compte ne peut pas approuver. Rien n’a été modifié.
notice-went-back-what-to-do = Continuez quand vous le souhaitez. Si Microsoft ne vous a pas laissé approuver, envoyez cette page à une personne qui peut le faire : un Administrateur de rôle privilégié ou un Administrateur général.

notice-wrong-tenant-heading = Ce compte appartient à une autre organisation
notice-wrong-tenant-text = Ce lien est destiné à une organisation, et vous vous êtes connecté à une autre. Rien n’a été connecté.
notice-wrong-tenant-what-to-do = Connectez-vous avec un compte d’administrateur de l’organisation à laquelle cette connexion est destinée. Si vous travaillez pour plusieurs organisations, choisissez le compte sur la page de Microsoft. Si Microsoft choisit toujours le même, utilisez une fenêtre de navigation privée.

notice-personal-account-heading = C’est un compte personnel
notice-personal-account-text = Les comptes Microsoft personnels, par exemple outlook.com, n’ont pas d’organisation à connecter.
notice-personal-account-what-to-do = Connectez-vous avec votre compte professionnel.

notice-outside-account-heading = Ce compte vient de l’extérieur de l’organisation
notice-outside-account-text = Microsoft a laissé entrer le compte, mais ne lui montre rien de l’organisation : c’est un invité, ou il appartient à un partenaire. Rien n’a été connecté.
notice-outside-account-what-to-do = Connectez-vous avec un compte d’administrateur de l’organisation elle-même, ou envoyez cette page à une personne qui en a un.

notice-tenant-taken-heading = Cette organisation est déjà connectée
notice-tenant-taken-text = L’organisation choisie est connectée pour un autre client de Cooperlink. Rien n’a été connecté ici.
notice-tenant-taken-what-to-do = Si vous pensiez la connecter ici, demandez de l’aide à Cooperlink.

notice-tenant-rejected-heading = Cooperlink n’a pas accepté de connecter cette organisation
notice-tenant-rejected-text = Cooperlink a examiné l’organisation à laquelle vous vous êtes connecté et a décidé de ne pas la connecter avec ce lien. Rien n’a été connecté.
notice-tenant-rejected-what-to-do = Demandez-en la raison à Cooperlink ou à la personne qui vous a envoyé ce lien.

notice-tenant-mismatch-heading = Les réponses de Microsoft ne concordent pas
notice-tenant-mismatch-text = La réponse désignait une autre organisation que celle attendue : nous nous sommes donc arrêtés. Rien n’a été connecté.
notice-tenant-mismatch-what-to-do = Recommencez avec un seul compte. Si cela se reproduit, demandez de l’aide à Cooperlink.

notice-approval-required-heading = Votre compte n’a pas assez de droits pour approuver
notice-approval-required-text = Votre organisation ne laisse que certains administrateurs approuver des applications, et votre compte n’en fait pas partie. Si Microsoft vous a proposé d’envoyer une demande d’approbation et que vous l’avez envoyée, elle attend maintenant un administrateur.
notice-approval-required-what-to-do = Si quelqu’un approuve ailleurs, en réponse à une demande ou dans le centre d’administration, revenez ensuite ici : connectez-vous ou cliquez sur « Vérifier à nouveau », et vous reprendrez là où vous en étiez. Sinon, envoyez cette page à une personne qui peut approuver, ou connectez-vous avec un compte qui le peut.

notice-proof-pending-heading = Microsoft n’a pas encore tout confirmé
notice-proof-pending-text = Votre approbation a été envoyée, mais Microsoft ne la montre pas encore en entier. C’est normal dans les premières minutes.
notice-proof-pending-what-to-do = Attendez une minute, puis cliquez sur « Vérifier à nouveau ».

notice-microsoft-unavailable-heading = Microsoft n’a pas répondu
notice-microsoft-unavailable-text = Nous n’avons pas pu joindre le service de Microsoft, ou celui-ci avait un problème. Rien n’a été modifié.
notice-microsoft-unavailable-what-to-do = Réessayez dans quelques minutes. Ce lien reste valable.

notice-our-fault-heading = Le problème est de notre côté
notice-our-fault-text = L’accès de Cooperlink à Microsoft ne fonctionne pas correctement. Votre organisation n’est pas en cause, et rien n’a été modifié. Nous avons été alertés.
notice-our-fault-what-to-do = Réessayez dans une heure. Ce lien reste valable.

notice-refused-heading = Microsoft a refusé la connexion
notice-refused-text = Une règle de votre organisation, ou l’état du compte, a bloqué la connexion. Rien n’a été modifié.
notice-refused-what-to-do = Cherchez la référence ci-dessous dans les journaux de connexion du Centre d’administration Microsoft Entra, ou essayez un autre compte d’administrateur.

notice-refused-at-server-heading = Une règle de votre organisation a bloqué notre serveur
notice-refused-at-server-text = Microsoft vous a laissé entrer, puis a vérifié une seconde fois la même connexion, depuis l’emplacement de notre serveur. Rien n’a été modifié.
notice-refused-at-server-what-to-do = Se reconnecter ne suffit pas. La personne qui gère la règle peut ajouter les adresses IP de notre serveur comme emplacement nommé dans le Centre d’administration Microsoft Entra (Accès conditionnel, Emplacements nommés) et exclure cet emplacement de la règle, ou en exclure le compte. Reconnectez-vous ensuite.

notice-refused-consent-missing-heading = Aucune personne ayant assez de droits n’a encore approuvé
notice-refused-consent-missing-text = Votre organisation ne laisse que certains administrateurs approuver { $app }, et aucun d’eux ne l’a fait.
notice-refused-consent-missing-what-to-do = Envoyez l’adresse de cette page à un Administrateur de rôle privilégié ou à un Administrateur général, ou connectez-vous avec un tel compte.

notice-refused-declined-heading = Les autorisations n’ont pas été acceptées
notice-refused-declined-text = Quelqu’un a cliqué sur « Annuler » sur la page de Microsoft. Rien n’a été modifié.
notice-refused-declined-what-to-do = Recommencez quand vous le souhaitez, et cliquez sur « Accepter » sur la page de Microsoft.

notice-refused-service-missing-heading = Il manque un service Microsoft à votre organisation
notice-refused-service-missing-text = Un service avec lequel { $app } travaille est absent ou désactivé, souvent parce qu’un abonnement a pris fin.
notice-refused-service-missing-what-to-do = Dans le Centre d’administration Microsoft 365, sous Facturation, vérifiez que SharePoint Online et Exchange Online sont actifs ; réessayez ensuite.

notice-refused-app-disabled-heading = { $app } est désactivé dans votre organisation
notice-refused-app-disabled-text = Un administrateur y a désactivé la connexion.
notice-refused-app-disabled-what-to-do = Dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Propriétés, réglez « Activé pour que les utilisateurs se connectent ? » sur « Oui », puis réessayez.

notice-refused-not-assigned-heading = Votre compte ne peut pas utiliser { $app }
notice-refused-not-assigned-text = Votre organisation exige que les personnes soient affectées à { $app }, et votre compte ne l’est pas.
notice-refused-not-assigned-what-to-do = Dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Utilisateurs et groupes, ajoutez votre compte, puis réessayez. Les groupes imbriqués ne comptent pas.

notice-refused-wrong-account-heading = Ce compte n’appartient pas à cette organisation
notice-refused-wrong-account-text = C’est le compte d’un invité, d’un partenaire ou d’une autre organisation, et Microsoft ne lui permet pas de continuer ici.
notice-refused-wrong-account-what-to-do = Connectez-vous avec un compte d’administrateur de l’organisation elle-même. Si Microsoft en choisit un autre, utilisez une fenêtre de navigation privée.

notice-refused-cross-tenant-rule-heading = Une règle interlocataire a bloqué la connexion
notice-refused-cross-tenant-rule-text = Votre organisation, ou le réseau que vous utilisez, limite les connexions entre organisations.
notice-refused-cross-tenant-rule-what-to-do = Adressez-vous à la personne qui gère l’accès interlocataire et les restrictions liées au locataire, ou utilisez un compte de l’organisation elle-même depuis le réseau de celle-ci.

notice-refused-account-missing-heading = Votre organisation ne connaît pas ce compte
notice-refused-account-missing-text = Il a été supprimé, ou il n’a jamais figuré dans l’annuaire de l’organisation.
notice-refused-account-missing-what-to-do = Connectez-vous avec un compte de l’organisation elle-même, ou demandez à un administrateur de le restaurer sous Utilisateurs supprimés dans le Centre d’administration Microsoft 365.

notice-refused-password-wrong-heading = Le mot de passe n’a pas été accepté
notice-refused-password-wrong-text = Il était incorrect, ou n’a pas été saisi.
notice-refused-password-wrong-what-to-do = Recommencez ici avec le mot de passe actuel. Si personne ne le connaît, un administrateur peut le réinitialiser.

notice-refused-password-expired-heading = Le mot de passe a expiré
notice-refused-password-expired-text = Microsoft en demande un nouveau avant d’accepter le compte.
notice-refused-password-expired-what-to-do = Connectez-vous une fois sur office.com, changez le mot de passe comme Microsoft le demande, puis recommencez ici.

notice-refused-locked-heading = Le compte est temporairement verrouillé
notice-refused-locked-text = Microsoft a constaté trop de tentatives avec un mot de passe incorrect, ou une adresse IP à laquelle il ne fait pas confiance.
notice-refused-locked-what-to-do = Attendez 15 minutes, puis réessayez. Si cela continue, un administrateur peut voir dans les journaux de connexion si le mot de passe ou l’adresse IP en est la cause.

notice-refused-account-disabled-heading = Ce compte est désactivé
notice-refused-account-disabled-text = Un administrateur a bloqué la connexion de ce compte.
notice-refused-account-disabled-what-to-do = Demandez à un administrateur de le réactiver dans le Centre d’administration Microsoft Entra, ou utilisez un autre compte.

notice-refused-legal-age-heading = Ce compte est marqué comme celui d’un mineur
notice-refused-legal-age-text = Le compte est marqué comme celui d’une personne mineure, et aucun adulte n’a donné son consentement.
notice-refused-legal-age-what-to-do = Connectez-vous avec un autre compte d’administrateur, ou faites corriger le groupe d’âge dans les propriétés du compte, dans le Centre d’administration Microsoft Entra.

notice-refused-session-revoked-heading = La session a été révoquée
notice-refused-session-revoked-text = Un administrateur ou la personne qui détient le compte a révoqué ses sessions, ou le mot de passe a été réinitialisé.
notice-refused-session-revoked-what-to-do = Reconnectez-vous avec le bouton ci-dessous.

notice-refused-inactivity-heading = La session est restée trop longtemps inutilisée
notice-refused-inactivity-text = Microsoft met fin à une session qui n’a pas servi depuis un certain temps.
notice-refused-inactivity-what-to-do = Reconnectez-vous avec le bouton ci-dessous.

notice-refused-frequency-heading = Votre organisation exige une nouvelle connexion
notice-refused-frequency-text = Une règle de votre organisation met fin aux sessions après une durée fixe.
notice-refused-frequency-what-to-do = Reconnectez-vous avec le bouton ci-dessous. Un compte qui travaille sans intervention humaine doit être exclu de cette règle (Accès conditionnel, Fréquence de connexion).

notice-refused-again-heading = Veuillez vous reconnecter
notice-refused-again-text = La connexion a pris trop de temps ou a déjà servi, ou Microsoft en demande une nouvelle.
notice-refused-again-what-to-do = Utilisez le bouton ci-dessous.

notice-refused-mfa-registration-heading = Microsoft demande à ce compte de s’inscrire à l’authentification multifacteur
notice-refused-mfa-registration-text = Le compte n’a encore aucune méthode pour confirmer sa connexion.
notice-refused-mfa-registration-what-to-do = Enregistrez une méthode sur aka.ms/mfasetup, puis recommencez ici. Si les règles de l’entreprise exigent l’authentification multifacteur pour un compte qui travaille sans intervention humaine, contactez le support Cooperlink pour faire désigner un administrateur.

notice-refused-mfa-required-heading = Microsoft demande l’authentification multifacteur
notice-refused-mfa-required-text = Le compte doit confirmer la connexion.
notice-refused-mfa-required-what-to-do = Reconnectez-vous et suivez les étapes de Microsoft. Si les règles de l’entreprise exigent l’authentification multifacteur pour un compte qui travaille sans intervention humaine, contactez le support Cooperlink pour faire désigner un administrateur.

notice-refused-external-challenge-heading = Un autre fournisseur veut confirmer la connexion
notice-refused-external-challenge-text = Votre organisation renvoie les connexions vers un fournisseur extérieur à Microsoft, et cette étape n’a pas été terminée.
notice-refused-external-challenge-what-to-do = Reconnectez-vous et suivez les étapes de ce fournisseur.

notice-refused-identity-provider-heading = Le système de connexion de votre organisation n’a pas confirmé le compte
notice-refused-identity-provider-text = Votre organisation confirme les connexions avec son propre système, par exemple AD FS, des agents d’authentification directe ou des certificats. Ce système est en panne ou a refusé.
notice-refused-identity-provider-what-to-do = Demandez à l’équipe qui gère les identités de chercher la référence ci-dessous dans le journal de ce système, ou connectez-vous avec un compte d’administrateur qui n’existe que dans le cloud.

notice-refused-claims-rule-heading = Une stratégie de revendications de votre organisation est incorrecte
notice-refused-claims-rule-text = Votre organisation a ajouté aux jetons de { $app } des revendications que Microsoft ne peut pas produire.
notice-refused-claims-rule-what-to-do = Dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }, Authentification unique, Attributs et revendications, retirez ce qui a été ajouté, puis réessayez.

notice-refused-device-heading = Cet appareil ne respecte pas les règles de votre organisation
notice-refused-device-text = Seuls les appareils gérés ou conformes peuvent se connecter.
notice-refused-device-what-to-do = Ouvrez cette page sur un appareil que votre organisation gère, ou demandez à un administrateur d’exclure le compte de la règle.

notice-refused-conditional-access-heading = Une règle de sécurité a bloqué la connexion
notice-refused-conditional-access-text = L’une des stratégies d’accès conditionnel de votre organisation l’a bloquée.
notice-refused-conditional-access-what-to-do = Ouvrez les journaux de connexion du Centre d’administration Microsoft Entra, cherchez l’entrée qui porte la référence ci-dessous et regardez, dans son onglet « Accès conditionnel », quelle stratégie s’est appliquée. La personne qui gère cette stratégie peut autoriser l’emplacement ou exclure le compte ; exclure une application ne change rien.

notice-refused-security-defaults-heading = Les paramètres de sécurité par défaut ont bloqué la connexion
notice-refused-security-defaults-text = Votre organisation utilise les paramètres de sécurité par défaut de Microsoft, qui demandent à tout le monde l’authentification multifacteur et bloquent les anciens modes de connexion.
notice-refused-security-defaults-what-to-do = Reconnectez-vous et suivez les étapes de Microsoft. Si le problème persiste, contactez le support Cooperlink.

notice-refused-risk-heading = Microsoft voit un risque dans cette connexion
notice-refused-risk-text = Le compte, l’emplacement ou le mode de connexion paraît inhabituel à Microsoft.
notice-refused-risk-what-to-do = Demandez à un administrateur de l’examiner dans le Centre d’administration Microsoft Entra, sous ID Protection, Utilisateurs à risque, et de cliquer sur « Ignorer le risque lié à l’utilisateur » s’il n’y a pas de risque.

notice-refused-tenant-heading = Microsoft ne connaît pas cette organisation ici
notice-refused-tenant-text = Elle n’existe pas, ou se trouve dans un autre cloud Microsoft (gouvernement des États-Unis, Chine).
notice-refused-tenant-what-to-do = Demandez de l’aide à Cooperlink en indiquant la référence ci-dessous.

notice-refused-ours-heading = Le problème est de notre côté
notice-refused-ours-text = Microsoft n’a pas accepté la façon dont nous avons fait notre demande. Votre organisation n’est pas en cause, et rien n’a été modifié.
notice-refused-ours-what-to-do = Demandez de l’aide à Cooperlink en indiquant la référence ci-dessous. Ce lien reste valable.

notice-refused-passing-heading = Le service de Microsoft a eu un problème temporaire
notice-refused-passing-text = Ce problème se résout de lui-même. Rien n’a été modifié.
notice-refused-passing-what-to-do = Réessayez dans quelques minutes. Si cela continue, indiquez la référence ci-dessous au support de Microsoft.

notice-refused-microsoft-fault-heading = Le service de connexion de Microsoft signale une erreur
notice-refused-microsoft-fault-text = L’erreur vient du service de Microsoft et ne disparaîtra peut-être pas d’elle-même. Rien n’a été modifié.
notice-refused-microsoft-fault-what-to-do = Réessayez plus tard. Si cela continue, demandez de l’aide à Cooperlink en indiquant la référence ci-dessous.

notice-signed-in-as = Compte connecté
notice-expected = Compte attendu

notice-other-account-heading = Vous vous êtes connecté avec un autre compte
notice-other-account-text = Le compte qui s’est connecté n’est pas l’utilisateur système. Rien n’a été modifié.
notice-other-account-what-to-do = Recommencez avec un autre compte. Si Microsoft choisit toujours le même, utilisez une fenêtre de navigation privée.

notice-account-elsewhere-heading = Ce compte appartient à une autre organisation
notice-account-elsewhere-text = L’utilisateur système doit être un compte de l’organisation qui a été approuvée. Rien n’a été modifié.
notice-account-elsewhere-what-to-do = Recommencez avec un autre compte. Si Microsoft choisit toujours le même, utilisez une fenêtre de navigation privée.

notice-guest-account-heading = Ce compte est un invité
notice-guest-account-text = L’utilisateur système doit être membre de l’organisation. Un invité n’y a ni licence ni boîte aux lettres. Rien n’a été modifié.
notice-guest-account-what-to-do = Demandez un compte de membre à un administrateur, et indiquez son nom à Cooperlink.

notice-not-kept-signed-in-heading = Microsoft n’a pas permis au compte de rester connecté
notice-not-kept-signed-in-text = La connexion a réussi, mais sans ce dont { $app } a besoin pour continuer à travailler en arrière-plan. Rien n’a été modifié.
notice-not-kept-signed-in-what-to-do = Recommencez. Si cela se reproduit, un administrateur doit approuver { $app } encore une fois, avec toutes les autorisations de la page de Microsoft.

notice-replacement-not-agreed-heading = Un autre compte est déjà connecté
notice-replacement-not-agreed-text = Un autre compte est connecté comme utilisateur système. Cooperlink doit donner son accord avant de le remplacer. Rien n’a été modifié.
notice-replacement-not-agreed-what-to-do = Demandez à Cooperlink un nouveau lien pour l’utilisateur système, et connectez-vous avec celui-ci.

notice-not-saved-heading = Nous n’avons pas pu enregistrer la connexion
notice-not-saved-text = Microsoft a accepté le compte, mais nous n’avons pas pu le garder connecté. Rien n’a été modifié.
notice-not-saved-what-to-do = Réessayez dans une minute. Ce lien reste valable.

notice-start-again-heading = Veuillez recommencer
notice-start-again-text = Cette tentative n’a pas pu aboutir : elle a pris trop de temps, a été relancée dans un autre onglet, ou est déjà terminée. Rien n’est perdu.
notice-start-again-what-to-do = Utilisez le bouton ci-dessous.

## Pages that stand alone

message-back = Retour au début

message-link-not-usable-heading = Ce lien ne fonctionne pas
message-link-not-usable-text = Il a expiré, a été désactivé ou n’a pas été copié en entier.
message-link-not-usable-what-to-do = Demandez un nouveau lien à la personne qui vous l’a envoyé.

message-link-expired-heading = Ce lien a expiré
message-link-expired-text = Les liens ne fonctionnent que pendant un temps limité.
message-link-used-heading = Ce lien a déjà été utilisé
message-link-used-text = Il ne fonctionnait qu’une fois, et cette étape est terminée.
message-link-withdrawn-heading = Ce lien a été désactivé
message-link-withdrawn-text = Cooperlink l’a désactivé.
message-link-replaced-heading = Un lien plus récent a remplacé celui-ci
message-link-replaced-text = Cherchez le message le plus récent : le lien qu’il contient fonctionne.
message-link-request-what = S’il vous faut encore un lien, demandez-en un nouveau à Cooperlink. Nous lui indiquons seulement de quel lien il s’agit.
message-link-request = Demander un nouveau lien
message-link-requested = Cooperlink sait qu’il vous faut un nouveau lien. Vous le recevrez de la personne qui vous a envoyé celui-ci. Nous transmettons au plus une demande par jour.

message-other-browser-heading = Continuez là où vous avez commencé
message-other-browser-text = Vous avez commencé cette étape dans un autre navigateur ou sur un autre ordinateur, ou il y a plus d’une demi-heure.
message-other-browser-what-to-do = Rouvrez dans ce navigateur le lien que vous avez reçu, et recommencez à partir de là. Rien n’est perdu.

message-answer-not-usable-heading = Cette étape a déjà été faite
message-answer-not-usable-text = Elle est déjà terminée, a pris trop de temps, ou vous êtes revenu avec le bouton « Précédent » de votre navigateur.
message-answer-not-usable-what-to-do = Rouvrez le lien que vous avez reçu. Rien n’est perdu.

message-form-not-usable-heading = Cette page n’est plus à jour
message-form-not-usable-text = La page est restée ouverte trop longtemps ou a été modifiée dans un autre onglet, ou votre navigateur ne conserve pas les cookies de ce site. Rien n’a été modifié.
message-form-not-usable-what-to-do = Rouvrez votre lien et continuez à partir de là. Si cette page revient, autorisez les cookies pour ce site.

message-unknown-domain-heading = Microsoft ne connaît pas le domaine
message-unknown-domain-text = Le domaine indiqué à Cooperlink pour votre entreprise n’appartient à aucune organisation Microsoft 365. Il est peut-être mal orthographié.
message-unknown-domain-what-to-do = Demandez à la personne qui a envoyé le lien de corriger le domaine.

message-unknown-named-domain-heading = Microsoft ne connaît pas ce domaine
message-unknown-named-domain-text = Aucune organisation Microsoft 365 n’a le domaine que vous avez saisi.
message-unknown-named-domain-what-to-do = Vérifiez son orthographe, ou n’indiquez aucun domaine, puis reconnectez-vous.

message-microsoft-unavailable-heading = Microsoft ne répond pas
message-microsoft-unavailable-text = Nous ne pouvons pas joindre le service de Microsoft pour le moment. Rien n’a été modifié, et ce lien reste valable.
message-microsoft-unavailable-what-to-do = Réessayez dans quelques minutes.

message-temporarily-unavailable-heading = Nous ne pouvons pas répondre pour le moment
message-temporarily-unavailable-text = Quelque chose ne fonctionne pas correctement de notre côté. Rien n’est perdu, et ce lien reste valable.
message-temporarily-unavailable-what-to-do = Réessayez dans quelques minutes.

message-fault-heading = Une erreur s’est produite de notre côté
message-fault-text = Nous l’avons enregistrée, et ce lien reste valable.
message-fault-what-to-do = Rouvrez votre lien. Si cette page revient, envoyez-nous la référence ci-dessous.

message-too-many-heading = Trop de tentatives
message-too-many-text = Ce lien a été utilisé très souvent en peu de temps.
message-too-many-what-to-do = Attendez une heure, puis réessayez.

message-too-many-links-heading = Limite de liens atteinte pour aujourd’hui
message-too-many-links-text = Chaque connexion n’a droit qu’à quelques liens par jour pour son utilisateur système.
message-too-many-links-what-to-do = Utilisez le dernier lien, ou créez-en un autre demain. Cooperlink peut en envoyer un à tout moment.

message-too-fast-heading = Trop de requêtes
message-too-fast-text = Cette page a été ouverte très souvent en peu de temps, depuis votre réseau ou par de nombreuses personnes à la fois.
message-too-fast-what-to-do = Attendez une minute, puis réessayez. Rien n’est perdu.

message-not-found-heading = Cette page n’existe pas
message-not-found-text = L’adresse est peut-être incomplète.
message-not-found-what-to-do = Rouvrez le lien que vous avez reçu.

message-method-not-allowed-heading = Cela ne fonctionne pas ici
message-method-not-allowed-text = L’adresse a été utilisée d’une manière que cette page ne prend pas en charge.
message-method-not-allowed-what-to-do = Rouvrez le lien que vous avez reçu.
