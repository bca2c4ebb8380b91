## Who may use it: whether an assignment is mandatory, who is assigned, and the change of both

access-heading = Qui peut utiliser { $app }
access-what = Vous décidez ici si tout le monde dans votre organisation peut utiliser { $app }, ou seulement les personnes et les groupes que vous y affectez. Rien n’est modifié tant que vous n’avez pas cliqué sur un bouton qui l’annonce.
access-back = Retour au résultat
access-try-again = Réessayer
access-names = { $first } et { $last }
access-correlation = ID de corrélation de Microsoft :
access-code = Réponse de Microsoft :

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Administrateur de gouvernance des identités
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Administrateur d’identité hybride
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Enregistreurs de répertoire

## Before the administrator agreed: what was seen last, and what Microsoft will ask

access-seen-heading = Ce qu’a montré la dernière vérification
access-seen-at = Constaté le
access-seen-required = L’affectation est requise : seules les personnes affectées peuvent utiliser { $app }.
access-seen-everybody = L’affectation n’est pas requise : tout le monde dans votre organisation peut utiliser { $app }.
access-seen-users =
    { $number ->
        [0] Personne n’est affecté nominativement.
        [one] { $number } personne est affectée nominativement.
       *[other] { $number } personnes sont affectées nominativement.
    }
access-seen-groups =
    { $number ->
        [0] Aucun groupe n’est affecté.
        [one] { $number } groupe est affecté.
       *[other] { $number } groupes sont affectés.
    }
access-seen-nothing = Aucune vérification n’a encore pu lire qui y a accès.

access-open-heading = Voir et modifier qui peut l’utiliser
access-open-what = Pour cela, vous vous connectez une nouvelle fois sur la page de Microsoft. Cette page lit et modifie alors les accès avec vos propres droits, jamais avec les nôtres. Microsoft vous demande d’accepter ceci :
access-open-switch = Microsoft demandera plus tard une autorisation supplémentaire, uniquement si vous voulez exiger l’affectation ou cesser de l’exiger :
access-open-while = Votre accord ne concerne que vous : il ne sert que sur cette page, et seulement pendant que vous y êtes. Nous mettons fin à votre connexion après { $idle } minutes sans utilisation, au plus tard après { $longest } minutes, et dès que vous cliquez sur « Terminer ».
access-open-tick = Sur la page de Microsoft, laissez décochée la case « Consentement pour le compte de votre organisation ». La cocher accorderait tout cela à chaque compte de votre organisation, ce dont { $app } n’a pas besoin.
access-open-stays = Microsoft garde votre accord en mémoire, pour votre compte uniquement, jusqu’à ce qu’il soit retiré.
access-open-mandatory = Comme l’affectation est requise, Microsoft ne laisse se connecter que les personnes affectées, pour cette étape aussi, et peut refuser un accord donné pour un seul compte. Si Microsoft vous arrête avec AADSTS50105 ou AADSTS90094, passez par le portail ou le script.
access-open-button = Se connecter avec Microsoft

access-permission-application-read-all = Voir qui est affecté à { $app }, et si l’affectation est requise.
access-permission-application-read-all-why = Pour que vous voyiez la situation avant de modifier quoi que ce soit.
access-permission-application-read-all-limit = Elle ne permet aucune modification. Microsoft ne la propose que pour l’ensemble des applications ; nos demandes ne portent que sur { $app }.
access-permission-approleassignment-readwrite-all = Affecter des personnes et des groupes à { $app }, et retirer des affectations.
access-permission-approleassignment-readwrite-all-why = Pour que vous puissiez le faire ici, sans le portail.
access-permission-approleassignment-readwrite-all-limit = L’autorisation de Microsoft s’étend à toutes les applications et à ce qui leur est accordé. Nous ne l’utilisons que pour l’affectation de personnes et de groupes à { $app } ; chaque modification vient de vous et figure sur cette page.
access-permission-user-readbasic-all = Trouver des personnes par leur nom ou leur adresse e-mail.
access-permission-user-readbasic-all-why = Pour que vous puissiez choisir qui affecter, et voir qui perdrait l’accès.
access-permission-user-readbasic-all-limit = Elle ne montre que des noms et des adresses, et nous ne conservons aucune liste de vos utilisateurs.
access-permission-groupmember-read-all = Trouver des groupes, et voir qui en est membre.
access-permission-groupmember-read-all-why = Pour que vous puissiez choisir des groupes, et voir à qui un groupe affecté donne accès.
access-permission-groupmember-read-all-limit = Elle ne permet de modifier aucun groupe, ni d’ouvrir quoi que ce soit qui appartienne à un groupe.
access-permission-application-readwrite-all = Exiger l’affectation ou cesser de l’exiger.
access-permission-application-readwrite-all-why = Ce réglage fait partie de l’application elle-même.
access-permission-application-readwrite-all-limit = Microsoft ne la propose que pour l’ensemble des applications. Nous ne modifions que ce seul réglage de { $app }.

access-roles-cannot-agree = Nous voyons ceci sur votre compte : { $roles }. Cela permet d’affecter des personnes, mais pas d’accepter ce que Microsoft demande ici : Microsoft vous arrêterait à la page « Approbation de l’administrateur requise ». Confiez cette étape à une personne qui a l’un de ces rôles : { $enough }. Ou utilisez le portail ou PowerShell, comme indiqué plus bas.
access-roles-none = Nous ne voyons sur votre compte aucun rôle qui permette d’affecter des personnes. Il faut ici l’un de ces rôles : { $enough }. Dans le portail, le rôle Administrateur d’utilisateurs suffit pour affecter des personnes.
access-roles-hidden = Un rôle seulement éligible doit d’abord être activé ; un rôle obtenu par un groupe peut ne pas apparaître ici. Vous pouvez continuer dans tous les cas.
access-roles-unread = Vos rôles n’ont pas pu être lus pour le moment. C’est Microsoft qui décide, sur sa propre page.

## The same without this page

access-without-heading = Ou sans cette page
access-without-portal = Dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }. Sous « Propriétés », vous réglez « Affectation requise ? » ; sous « Utilisateurs et groupes », vous affectez des personnes et des groupes.
access-without-script = Ou avec PowerShell : téléchargez le script, préparé pour votre organisation, et exécutez ces lignes dans le dossier où il se trouve.
access-script-link = Télécharger le script
access-without-script-more = Exécuté ainsi, il montre qui peut utiliser { $app } et ne modifie rien. Ses premières lignes indiquent comment affecter des personnes et comment retirer des affectations.
access-without-take-back = Comment retirer votre accord
access-without-take-back-text = Ce que vous avez accepté pour cette page figure dans le Centre d’administration Microsoft Entra, sous Applications d’entreprise, { $app }, « Autorisations », dans l’onglet « Consentement utilisateur ». Microsoft ne permet à personne de le retirer à cet endroit, mais seulement avec PowerShell : exécutez le script avec -RemoveOwnGrant, en vous connectant avec le même compte.

## How it stands

access-now-everybody = Dans l’organisation { $organisation }, tout le monde peut utiliser { $app }, invités compris.
access-now-required = Dans l’organisation { $organisation }, seules les personnes affectées peuvent utiliser { $app }.
access-now-people =
    { $number ->
        [0] Actuellement, cela ne concerne personne.
        [one] Actuellement, cela concerne { $number } personne.
       *[other] Actuellement, cela concerne { $number } personnes.
    }
access-now-people-unknown = Nous ne pouvons pas dire combien de personnes cela concerne, car nous n’avons pas pu lire qui appartient à { $groups }.
access-now-idle = Les affectations ci-dessous n’ont aucun effet tant que l’affectation n’est pas requise.

access-switch-to-required = Exiger l’affectation
access-switch-to-everybody = Ouvrir l’accès à tous
access-switch-first = Avant toute modification, vous voyez ce qu’elle changerait.
access-switch-permission = Pour cela, Microsoft vous demande une autorisation de plus : Application.ReadWrite.All. Elle s’étend à toutes les applications ; nous ne modifions que ce seul réglage de { $app }.
access-switch-role = Nous ne voyons sur votre compte aucun rôle qui permette cette modification. Il faut l’un de ces rôles : { $roles }.
access-assign-role = Nous ne voyons sur votre compte aucun rôle qui permette d’affecter des personnes. Il faut l’un de ces rôles : { $roles }. Un rôle seulement éligible doit d’abord être activé ; un rôle obtenu par un groupe peut ne pas apparaître ici.

access-cover-heading = Vous et l’utilisateur système
access-cover-oneself = Vous
access-cover-system-user = L’utilisateur système
access-cover-yes = Accès autorisé
access-cover-no = Pas d’accès
access-cover-unknown = Accès inconnu
access-cover-none = Non indiqué
access-cover-everybody = Comme tout le monde.
access-cover-itself = Affectation nominative.
access-cover-through = Par le groupe { $group }.
access-cover-nested = Seulement par le groupe { $inside }, imbriqué dans le groupe affecté { $assigned }. Un groupe imbriqué dans un autre ne compte pas.
access-cover-not-assigned = Aucune affectation.
access-cover-unread = Les membres d’un groupe affecté n’ont pas pu être lus.
access-cover-not-named = Cooperlink ne sait pas encore de quel compte il s’agit.
access-cover-no-account = Votre organisation n’a aucun compte de ce nom. Demandez à Cooperlink de quel compte il s’agit.
access-cover-account-unread = Ce compte n’a pas pu être lu pour le moment.
access-cover-stops = Microsoft refuse l’accès à ce compte : { $app } ne travaille donc pas en arrière-plan. Affectez-le ici.

access-unseen-heading = Impossible de lire qui peut l’utiliser
access-unseen-refused = Microsoft n’a pas permis à votre compte de le lire. Reconnectez-vous ; si cela ne suffit pas, l’un de ces rôles permet la lecture : { $roles }.
access-unseen-absent = Microsoft n’a pas trouvé { $app } dans votre organisation. Un administrateur doit renouveler l’approbation ; la page du résultat dit comment.
access-unseen-microsoft-unavailable = Microsoft n’a pas répondu, ou a signalé une défaillance de son côté. La lecture sera de nouveau possible dès que Microsoft répondra.
access-unseen-unreadable = La réponse de Microsoft n’a pas pu être interprétée. Si cela persiste, le support trouvera la raison grâce au numéro ci-dessous.
access-unseen-other = Microsoft ne l’a pas montré et n’a pas dit pourquoi. Si cela persiste, le support trouvera la raison grâce au numéro ci-dessous.
access-unseen-nothing = Tant que la lecture n’est pas possible, rien ne peut être modifié ici.
access-over = Microsoft n’accepte plus votre connexion.
access-sign-in-again = Se reconnecter

## Adding people and groups

access-add-heading = Ajouter des personnes et des groupes
access-add-required = Les personnes que vous ajoutez peuvent se connecter aussitôt.
access-add-everybody = Tout le monde peut déjà se connecter : un ajout ne change rien tant que l’affectation n’est pas requise.
access-add-groups = L’affectation de groupes nécessite Microsoft Entra ID P1 ou P2, et seuls leurs membres directs comptent.
access-find-label = Nom ou adresse e-mail
access-find-hint = Laissez ce champ vide pour voir le début de la liste complète.
access-find = Rechercher
access-chosen = Sélection
access-people = Personnes
access-groups = Groupes
access-found-people =
    { $number ->
        [0] Aucune personne trouvée.
        [one] { $number } personne trouvée.
       *[other] { $number } personnes trouvées.
    }
access-found-groups =
    { $number ->
        [0] Aucun groupe trouvé.
        [one] { $number } groupe trouvé.
       *[other] { $number } groupes trouvés.
    }
access-found-further-people =
    { $number ->
        [0] Aucune autre personne.
        [one] { $number } autre personne.
       *[other] { $number } autres personnes.
    }
access-found-further-groups =
    { $number ->
        [0] Aucun autre groupe.
        [one] { $number } autre groupe.
       *[other] { $number } autres groupes.
    }
access-found-nothing = Essayez avec moins de lettres, en partant du début d’un prénom, d’un nom de famille ou de l’adresse e-mail.
access-unread-people = Les personnes n’ont pas pu être lues pour le moment. Réessayez dans une minute.
access-unread-groups = Les groupes n’ont pas pu être lus pour le moment. Réessayez dans une minute.
access-more-people = Autres personnes
access-more-groups = Autres groupes
access-assign = Affecter la sélection
access-most = { $most } au maximum à la fois.
access-is-assigned = Affectation déjà en place.
access-is-chosen = Déjà dans la sélection ci-dessus.
access-cannot-be-assigned = Affectation impossible : ce n’est pas un groupe à sécurité activée.

## Those assigned

access-list-heading = Qui est affecté
access-list-nobody = Personne n’est affecté.
access-list-legend = Cochez les personnes et les groupes dont l’affectation est à retirer.
access-kind-user = Personne
access-kind-group = Groupe
access-since = depuis le
access-members =
    { $number ->
        [0] aucun membre direct
        [one] { $number } membre direct
       *[other] { $number } membres directs
    }
access-members-of = Voir les membres
access-members-unread = ses membres n’ont pas pu être lus
access-nested = Groupes imbriqués, qui ne comptent pas :
access-more =
    { $number ->
        [one] et { $number } autre
       *[other] et { $number } autres
    }
access-review-button = Examiner le retrait

## Before a change is made

access-review-remove = Retirer { $names } des affectations ?
access-review-remove-many = Retirer { $number } affectations ?
access-review-assign = Affecter { $names } ?
access-review-required = Exiger l’affectation ?
access-review-everybody = Ouvrir l’accès à tous ?
access-review-means = Ce que cela changerait
access-lose-nobody = Personne ne perd l’accès.
access-lose-nobody-now = Personne ne perd l’accès tant que l’affectation n’est pas requise.
access-lose-these =
    { $number ->
        [one] Cette personne perdrait l’accès :
       *[other] Ces { $number } personnes perdraient l’accès :
    }
access-lose-about =
    { $number ->
        [one] Cette personne perdrait probablement l’accès ; nous ne pouvons pas dire exactement qui, car nous n’avons pas pu lire qui appartient à { $groups } :
       *[other] Ces { $number } personnes perdraient probablement l’accès ; nous ne pouvons pas dire exactement qui, car nous n’avons pas pu lire qui appartient à { $groups } :
    }
access-lose-unknown = Nous ne pouvons pas dire si quelqu’un perd l’accès, car nous n’avons pas pu lire qui appartient à { $groups }.
access-lose-count =
    { $number ->
        [0] Sur les { $all } personnes de votre organisation, aucune ne perdrait l’accès.
        [one] Sur les { $all } personnes de votre organisation, environ { $number } perdrait l’accès.
       *[other] Sur les { $all } personnes de votre organisation, environ { $number } perdraient l’accès.
    }
access-lose-at-most = Au plus { $all } personnes perdraient l’accès, c’est-à-dire tout le monde dans votre organisation. Nous ne pouvons pas dire combien le conserveraient, car nous n’avons pas pu lire qui appartient à { $groups }.
access-gain-everybody = Dès lors, tout le monde dans l’organisation { $organisation }, invités compris, pourra se connecter à { $app }.
access-lock-heading = À confirmer également
access-lock-system-user = D’après ce que nous voyons, l’utilisateur système { $name } n’aura ensuite plus accès. Microsoft le refusera alors, { $app } ne travaillera plus en arrière-plan, et plus aucun document ni aucun e-mail ne sera classé.
access-lock-system-user-confirm = Je sais que { $app } cessera de travailler en arrière-plan.
access-lock-oneself = D’après ce que nous voyons, vous n’aurez ensuite plus accès vous-même. Microsoft vous refusera l’accès à votre prochaine connexion ici : vous ne pourrez ni voir les vérifications, ni revenir en arrière sur cette page.
access-lock-oneself-confirm = Je sais que je perdrai mon propre accès.
access-change-remove = Retirer
access-change-required = Exiger l’affectation
access-change-everybody = Ouvrir l’accès à tous
access-cancel = Annuler sans rien modifier
access-review-script = La même chose avec le script

## What came of it

access-changed-done-heading = C’est fait
access-changed-done-text = Microsoft a effectué la modification. Ses propres listes peuvent l’afficher un peu plus tard.
access-changed-already-heading = C’était déjà le cas
access-changed-already-text = Il n’y avait rien à modifier.
access-changed-part-heading = Une partie seulement a été faite
access-changed-part-text = Les lignes ci-dessous disent ce qui a été fait, et pourquoi le reste ne l’a pas été.
access-changed-none-heading = Rien n’a été modifié
access-changed-none-text = Les lignes ci-dessous disent pourquoi.
access-changed-unknown-heading = Microsoft n’a pas dit si c’est fait
access-changed-unknown-text = Nous ne supposons rien. La liste de cette page montre la situation ; consultez-la avant de recommencer quoi que ce soit.
access-changed-pending-heading = Une modification n’est pas encore terminée
access-changed-pending-text = Microsoft ne l’a pas confirmée. Nous ne supposons rien : nous relisons la situation, et cette page affichera d’elle-même le résultat. D’ici là, rien d’autre ne peut être modifié.

access-done-assign = { $name } : affectation effectuée.
access-done-remove = { $name } : affectation retirée.
access-done-require-assignment = L’affectation est requise.
access-done-allow-everybody = Tout le monde peut utiliser { $app }.
access-already-so-assign = { $name } : l’affectation existait déjà.
access-already-so-remove = { $name } : l’affectation n’existait plus.
access-already-so-require-assignment = L’affectation était déjà requise.
access-already-so-allow-everybody = Tout le monde pouvait déjà utiliser { $app }.
access-not-done-assign = { $name } : affectation non effectuée.
access-not-done-remove = { $name } : affectation non retirée.
access-not-done-require-assignment = L’affectation est restée facultative.
access-not-done-allow-everybody = L’affectation est restée requise.
access-unknown-assign = { $name } : nous ne savons pas encore si l’affectation a été effectuée.
access-unknown-remove = { $name } : nous ne savons pas encore si l’affectation a été retirée.
access-unknown-require-assignment = Nous ne savons pas encore si l’affectation est requise.
access-unknown-allow-everybody = Nous ne savons pas encore si tout le monde peut utiliser { $app }.

access-reason-role-missing = Selon Microsoft, votre rôle ne le permet pas. L’un de ces rôles le permet, dès qu’il est actif sur votre compte : { $roles }.
access-reason-not-found = Microsoft ne trouve plus le compte, le groupe ou { $app }. Relancez la recherche.
access-reason-changed-meanwhile = Quelqu’un d’autre a fait une modification au même moment. Consultez la liste, puis réessayez.
access-reason-throttled =
    { $number ->
        [one] Microsoft demande de patienter. Réessayez dans { $number } seconde.
       *[other] Microsoft demande de patienter. Réessayez dans { $number } secondes.
    }
access-reason-throttled-unknown = Microsoft demande de patienter. Réessayez dans quelques minutes.
access-reason-signed-out = Votre connexion avait pris fin. Reconnectez-vous, puis recommencez.
access-reason-not-accepted = Microsoft ne l’a pas accepté ; sa propre réponse figure ci-dessous.
access-reason-not-accepted-group = Microsoft ne l’a pas accepté. Il se peut que le groupe ne soit pas un groupe de sécurité, ou que votre organisation n’ait pas Microsoft Entra ID P1 ou P2, nécessaire pour affecter des groupes.
access-reason-lost = La modification n’a pas été faite à temps et n’est pas apparue ensuite. Réessayez.

access-history-heading = Ce qui a été modifié ici
access-history-nothing = Rien n’a encore été modifié sur cette page.
access-history-more = Les modifications plus anciennes sont également conservées ; demandez-les à Cooperlink.
access-before-after = Avant : { $before }. Après : { $after }.
access-was-assigned = affectation en place
access-was-not-assigned = pas d’affectation
access-was-required = affectation requise
access-was-everybody = accès ouvert à tous
access-was-unknown = lecture impossible

access-finish-heading = Terminer
access-finish-text = Nous mettons alors aussitôt fin à votre connexion. Sinon, elle prend fin après { $idle } minutes sans utilisation, et au plus tard le
access-finish-button = Terminer

## What is told on top

access-notice-cancelled-heading = Vous êtes revenu sans vous connecter
access-notice-cancelled-text = Quelqu’un a cliqué sur « Annuler » sur la page de Microsoft, ou le compte ne permet pas d’accepter ce qu’elle demande. Rien n’a été modifié.
access-notice-cancelled-what-to-do = Reconnectez-vous dès que vous le souhaitez, ou utilisez le portail ou le script.

access-notice-approval-required-heading = Microsoft demande l’accord d’un autre rôle
access-notice-approval-required-text = Votre compte ne permet pas d’accepter ces autorisations. Rien n’a été modifié.
access-notice-approval-required-what-to-do = Confiez cette étape à une personne qui a l’un de ces rôles : { $enough }. Ou utilisez le portail ou le script. Si Microsoft vous a proposé d’envoyer une demande d’approbation, elle est inutile ici : une fois approuvée, elle vaudrait pour tous les comptes de votre organisation.

access-notice-other-person-heading = Un autre compte s’est connecté
access-notice-other-person-text = Cette page appartient au compte qui s’est connecté en premier, et Microsoft en a connecté un autre. Rien n’a été modifié.
access-notice-other-person-what-to-do = Reconnectez-vous en choisissant le premier compte. Pour continuer avec l’autre, ouvrez votre lien dans une fenêtre de navigation privée et recommencez depuis le début.

access-notice-permission-missing-heading = Une autorisation manque
access-notice-permission-missing-text = Microsoft vous a connecté sans l’une des autorisations dont cette page a besoin. Rien n’a été modifié.
access-notice-permission-missing-what-to-do = Reconnectez-vous et acceptez ce que Microsoft demande. Si Microsoft ne demande rien, utilisez le portail ou le script.

access-notice-busy-heading = Une modification est en cours
access-notice-busy-text = Une seule modification est faite à la fois, et une autre, antérieure à la vôtre, n’est pas terminée. Votre demande n’a rien modifié.
access-notice-busy-what-to-do = Attendez une minute, consultez de nouveau la liste, puis recommencez.

access-notice-stale-heading = La situation a changé entre-temps
access-notice-stale-text = L’accès à { $app } n’est plus tel que vous l’avez vu. Votre demande n’a rien modifié.
access-notice-stale-what-to-do = Regardez ci-dessous la situation actuelle, et décidez à nouveau.

access-notice-not-confirmed-heading = Une confirmation manque
access-notice-not-confirmed-text = Cette modification priverait quelqu’un de son accès, et la case qui le confirme n’était pas cochée. Rien n’a été modifié.
access-notice-not-confirmed-what-to-do = Cochez la case si c’est bien ce que vous voulez ; sinon, annulez.

access-notice-nothing-chosen-heading = Rien n’a été choisi
access-notice-nothing-chosen-text = Aucune case n’était cochée ; rien n’a donc été modifié.
access-notice-nothing-chosen-what-to-do = Cochez les personnes ou les groupes voulus, puis cliquez de nouveau sur le bouton.

access-notice-too-many-at-once-heading = Trop d’éléments à la fois
access-notice-too-many-at-once-text = Une modification porte au plus sur { $most } personnes et groupes à la fois. Rien n’a été modifié.
access-notice-too-many-at-once-what-to-do = Procédez en plusieurs fois. Pour de nombreuses personnes, un groupe est plus simple.

access-notice-too-many-an-hour-heading = Trop de modifications en une heure
access-notice-too-many-an-hour-text = Cette page effectue au plus 100 modifications par heure. Rien de plus n’a été modifié.
access-notice-too-many-an-hour-what-to-do = Continuez dans une heure, ou utilisez le portail ou le script.

access-notice-not-read-heading = La situation n’a pas pu être lue
access-notice-not-read-text = Avant chaque modification, cette page lit la situation, et Microsoft ne l’a pas montrée. Rien n’a été modifié.
access-notice-not-read-what-to-do = Réessayez dans quelques minutes.

access-notice-catching-up-heading = Microsoft n’affiche pas encore votre dernière modification
access-notice-catching-up-text = Elle vient d’être faite, et la liste de Microsoft montre encore l’état d’avant. On ne peut pas en déduire ce qu’une nouvelle modification changerait. Rien n’a été modifié.
access-notice-catching-up-what-to-do = Réessayez dans deux minutes.

access-notice-over-heading = Votre connexion a pris fin
access-notice-over-text = Elle est restée inutilisée pendant { $idle } minutes, ou durait depuis { $longest } minutes, ou Microsoft ne l’accepte plus ; nous y avons donc mis fin. Rien n’a été modifié.
access-notice-over-what-to-do = Reconnectez-vous pour continuer.

access-notice-finished-heading = Terminé
access-notice-finished-text = Nous avons mis fin à votre connexion. Cette page ne peut plus rien lire ni rien modifier en votre nom.
access-notice-finished-what-to-do = Microsoft garde votre accord en mémoire. Vous trouverez à la fin de cette page comment le retirer.

## The comments of the script

access-script-what = Montre et modifie qui peut utiliser { $app } dans une organisation Microsoft 365, avec les droits de la personne qui l’exécute. N’envoie rien à Cooperlink.
access-script-needs = Nécessite le module Microsoft.Graph.Authentication, version 2 ou ultérieure.
access-script-list = Montrer qui peut l’utiliser, sans rien modifier :
access-script-add = Affecter des personnes ou des groupes, { $most } au maximum à la fois, par nom de connexion, nom de groupe ou ID d’objet :
access-script-remove = Retirer des affectations :
access-script-require = Exiger l’affectation, ou ouvrir l’accès à tous :
access-script-grant = Retirer ce que votre compte a accepté sur la page de Cooperlink :
