## Who can use it: whether assignment is required, who is assigned, and the change of both

access-heading = Qui peut utiliser { $app }
access-what = Décidez si tout le monde dans votre organisation peut utiliser { $app }, ou seulement les personnes et les groupes que vous y affectez. Rien ne change tant que vous n’avez pas cliqué sur un bouton qui l’annonce.
access-back = Retour au résultat
access-try-again = Réessayer
access-names = { $first } et { $last }
access-correlation = ID de corrélation de Microsoft :
access-code = Réponse de Microsoft :

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Administrateur de gouvernance des identités
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Administrateur d’identité hybride
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Enregistreurs de répertoire

## Before the administrator consents: what was seen last, and what Microsoft will ask

access-seen-heading = Ce que la dernière vérification a montré
access-seen-at = Vérifié le
access-seen-required = L’affectation est requise : seules les personnes affectées peuvent utiliser { $app }.
access-seen-everybody = L’affectation n’est pas requise : tout le monde dans votre organisation peut utiliser { $app }.
access-seen-users =
    { $number ->
        [0] Personne n’est affecté directement.
        [one] { $number } personne est affectée directement.
       *[other] { $number } personnes sont affectées directement.
    }
access-seen-groups =
    { $number ->
        [0] Aucun groupe n’est affecté.
        [one] { $number } groupe est affecté.
       *[other] { $number } groupes sont affectés.
    }
access-seen-nothing = Aucune vérification n’a encore pu lire ces accès.

access-open-heading = Voir et modifier qui peut l’utiliser
access-open-what = Pour cela, connectez-vous encore une fois avec Microsoft. Cette page lit et modifie alors les accès avec vos propres droits, jamais avec les nôtres. Microsoft vous demande votre consentement pour ceci :
access-open-switch = Microsoft demandera plus tard une autorisation de plus, uniquement si vous voulez exiger l’affectation ou ne plus l’exiger :
access-open-while = Votre consentement ne sert que sur cette page, et seulement pendant que vous y êtes. Nous mettons fin à votre session après { $idle } minutes sans activité, au plus tard après { $longest } minutes, et dès que vous cliquez sur « Terminer ».
access-open-tick = Sur la page de Microsoft, laissez décochée la case « Consentement pour le compte de votre organisation ». La cocher accorderait tout cela à chaque compte de votre organisation, et { $app } n’en a pas besoin.
access-open-stays = Microsoft garde votre consentement en mémoire, pour votre compte uniquement, jusqu’à ce qu’il soit révoqué.
access-open-mandatory = Comme l’affectation est requise, seules les personnes affectées peuvent se connecter, y compris pour cette étape. Microsoft peut aussi refuser un consentement donné pour un seul compte. Si Microsoft vous bloque avec AADSTS50105 ou AADSTS90094, utilisez le portail ou le script.
access-open-button = Se connecter avec Microsoft

access-permission-application-read-all = Voir qui est affecté à { $app }, et si l’affectation est requise.
access-permission-application-read-all-why = Pour que vous voyiez les accès actuels avant de modifier quoi que ce soit.
access-permission-application-read-all-limit = Elle ne permet aucune modification. Microsoft ne la propose que pour toutes les applications à la fois ; nos demandes ne portent que sur { $app }.
access-permission-approleassignment-readwrite-all = Affecter des personnes et des groupes à { $app }, et retirer des affectations.
access-permission-approleassignment-readwrite-all-why = Pour que vous puissiez le faire ici, sans le portail.
access-permission-approleassignment-readwrite-all-limit = L’autorisation de Microsoft couvre toutes les applications et ce qui leur est accordé. Nous ne l’utilisons que pour affecter des personnes et des groupes à { $app }, ou pour retirer leur affectation. Vous faites chaque modification vous-même, et cette page en tient la liste.
access-permission-user-readbasic-all = Trouver des personnes par leur nom ou leur adresse e-mail.
access-permission-user-readbasic-all-why = Pour que vous puissiez choisir qui affecter, et voir qui perdrait l’accès.
access-permission-user-readbasic-all-limit = Elle montre des noms et des adresses, rien de plus, et nous ne conservons aucune liste de vos utilisateurs.
access-permission-groupmember-read-all = Trouver des groupes et voir leurs membres.
access-permission-groupmember-read-all-why = Pour que vous puissiez choisir des groupes, et voir à qui un groupe affecté donne accès.
access-permission-groupmember-read-all-limit = Elle ne permet de modifier aucun groupe, ni d’ouvrir quoi que ce soit qui appartienne à un groupe.
access-permission-application-readwrite-all = Exiger l’affectation, ou ne plus l’exiger.
access-permission-application-readwrite-all-why = Ce réglage appartient à l’application elle-même.
access-permission-application-readwrite-all-limit = Microsoft ne la propose que pour toutes les applications à la fois. Nous modifions ce seul réglage de { $app } et rien d’autre.

access-roles-cannot-agree = Nous voyons ceci sur votre compte : { $roles }. Cela suffit pour affecter des personnes, mais pas pour donner votre consentement à ce que Microsoft demande ici : Microsoft vous bloquerait à la page « Approbation de l’administrateur requise ». Demandez à une personne qui a l’un de ces rôles de faire cette étape : { $enough }. Ou utilisez le portail ou PowerShell, comme décrit plus bas.
access-roles-none = Nous ne voyons sur votre compte aucun rôle qui permette d’affecter des personnes. Il vous faut l’un de ces rôles : { $enough }. Dans le portail, le rôle Administrateur d’utilisateurs suffit pour affecter des personnes.
access-roles-hidden = Si votre rôle est seulement éligible, activez-le d’abord. Un rôle que vous détenez par un groupe peut ne pas apparaître ici. Vous pouvez continuer dans tous les cas.
access-roles-unread = Nous n’avons pas pu lire vos rôles pour le moment. Microsoft décide sur sa propre page.

## The same without this page

access-without-heading = Le faire sans cette page
access-without-portal = Dans le Centre d’administration Microsoft Entra, ouvrez Applications d’entreprise, { $app }. Sous « Propriétés », vous réglez « Affectation requise ? » ; sous « Utilisateurs et groupes », vous affectez des personnes et des groupes.
access-without-script = Ou utilisez PowerShell : téléchargez le script, préparé pour votre organisation, et exécutez ces lignes dans le dossier où vous l’avez enregistré.
access-script-link = Télécharger le script
access-without-script-more = Exécuté ainsi, il montre qui peut utiliser { $app } et ne modifie rien. Ses premières lignes indiquent comment affecter des personnes et comment retirer des affectations.
access-without-take-back = Comment révoquer votre consentement
access-without-take-back-text = Votre consentement pour cette page figure dans le Centre d’administration Microsoft Entra, sous Applications d’entreprise, { $app }, « Autorisations », dans l’onglet « Consentement utilisateur ». Microsoft ne permet à personne de le révoquer à cet endroit, mais seulement avec PowerShell : exécutez le script avec -RemoveOwnGrant, en vous connectant avec le même compte.

## Who can use it now

access-now-everybody = Dans l’organisation { $organisation }, tout le monde peut utiliser { $app }, invités compris.
access-now-required = Dans l’organisation { $organisation }, seules les personnes affectées peuvent utiliser { $app }.
access-now-people =
    { $number ->
        [0] Actuellement, cela ne concerne personne.
        [one] Actuellement, cela concerne { $number } personne.
       *[other] Actuellement, cela concerne { $number } personnes.
    }
access-now-people-unknown = Nous ne pouvons pas dire combien de personnes cela concerne, car nous n’avons pas pu lire les membres de { $groups }.
access-now-idle = Les affectations ci-dessous n’ont aucun effet tant que l’affectation n’est pas requise.

access-switch-to-required = Exiger l’affectation
access-switch-to-everybody = Ouvrir l’accès à tous
access-switch-first = Vous verrez ce que cela changerait avant toute modification.
access-switch-permission = Pour cela, Microsoft vous demande une autorisation de plus : Application.ReadWrite.All. Elle couvre toutes les applications ; nous modifions ce seul réglage de { $app } et rien d’autre.
access-switch-role = Nous ne voyons sur votre compte aucun rôle qui permette de changer ce réglage. Il vous faut l’un de ces rôles : { $roles }.
access-assign-role = Nous ne voyons sur votre compte aucun rôle qui permette d’affecter des personnes. Il vous faut l’un de ces rôles : { $roles }. Si votre rôle est seulement éligible, activez-le d’abord ; un rôle que vous détenez par un groupe peut ne pas apparaître ici.

access-cover-oneself = Vous
access-cover-system-user = L’utilisateur système
access-cover-yes = Accès autorisé
access-cover-no = Pas d’accès
access-cover-unknown = Inconnu
access-cover-none = Non indiqué
access-cover-everybody = Tout le monde dans l’organisation peut l’utiliser.
access-cover-itself = Affectation directe.
access-cover-through = Par le groupe { $group }.
access-cover-nested = Seulement par le groupe { $inside }, imbriqué dans le groupe affecté { $assigned }. Un groupe imbriqué dans un autre ne compte pas.
access-cover-not-assigned = Aucune affectation.
access-cover-unread = Nous n’avons pas pu lire les membres d’un groupe affecté.
access-cover-not-named = Cooperlink ne sait pas encore de quel compte il s’agit.
access-cover-no-account = Votre organisation n’a aucun compte de ce nom. Demandez à Cooperlink de quel compte il s’agit.
access-cover-account-unread = Nous n’avons pas pu lire ce compte pour le moment.
access-cover-stops = Microsoft refuse ce compte : { $app } ne peut donc pas travailler en arrière-plan. Affectez ce compte ici.
access-assign-system-user = Affecter l’utilisateur système
access-assign-oneself = Affecter votre compte

access-unseen-heading = Nous n’avons pas pu voir qui peut l’utiliser
access-unseen-refused = Microsoft n’a pas permis à votre compte de le voir. Reconnectez-vous. Si cela ne suffit pas, il vous faut l’un de ces rôles : { $roles }.
access-unseen-absent = Microsoft n’a pas trouvé { $app } dans votre organisation. Un administrateur doit l’approuver à nouveau ; la page du résultat explique comment.
access-unseen-microsoft-unavailable = Microsoft n’a pas répondu, ou a signalé une erreur de son côté. Réessayez dans quelques minutes.
access-unseen-unreadable = Nous n’avons pas compris la réponse de Microsoft. Si cela se reproduit, le support peut en trouver la raison grâce à l’ID ci-dessous.
access-unseen-other = Microsoft ne l’a pas montré et n’a pas dit pourquoi. Si cela se reproduit, le support peut en trouver la raison grâce à l’ID ci-dessous.
access-unseen-nothing = Vous ne pouvez rien modifier ici tant que nous ne pouvons pas voir les accès.
access-over = Microsoft n’accepte plus votre session.
access-sign-in-again = Se reconnecter

## Adding people and groups

access-add-required = Les personnes que vous ajoutez peuvent se connecter aussitôt.
access-add-everybody = Tout le monde peut déjà se connecter : ajouter quelqu’un ne change rien tant que l’affectation n’est pas requise.
access-add-groups = L’affectation de groupes nécessite Microsoft Entra ID P1 ou P2, et seuls leurs membres directs comptent.
access-find-label = Nom ou adresse e-mail
access-find-hint = Laissez vide pour afficher tout le monde.
access-find = Rechercher
access-chosen = Sélection
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
access-found-nothing = Essayez avec moins de lettres, en partant du début d’un prénom, d’un nom de famille ou d’une adresse e-mail.
access-unread-people = Nous n’avons pas pu lire la liste des personnes pour le moment. Réessayez dans une minute.
access-unread-groups = Nous n’avons pas pu lire la liste des groupes pour le moment. Réessayez dans une minute.
access-more-people = Afficher plus de personnes
access-more-groups = Afficher plus de groupes
access-assign = Affecter la sélection
access-most = Jusqu’à { $most } à la fois.
access-is-assigned = Affecté
access-is-not-assigned = Non affecté
access-cannot-be-assigned = Affectation impossible : la sécurité n’est pas activée pour ce groupe.

## Those assigned

access-list-heading = Qui est affecté
access-list-nobody = Personne n’est affecté.
access-kind-user = Personne
access-kind-group = Groupe
access-kind-application = Application
access-column-who = Qui
access-column-kind = Type
access-column-assigned = Affectation
access-column-how = Comment
access-how-directly = Directement
access-how-application = En tant qu’application. Aucune modification n’est possible ici.
access-since = depuis le
access-members =
    { $number ->
        [0] aucun membre direct
        [one] { $number } membre direct
       *[other] { $number } membres directs
    }
access-members-of = Afficher les membres
access-members-unread = impossible de lire ses membres
access-nested = Groupes imbriqués dans celui-ci, qui ne comptent pas :
access-more =
    { $number ->
        [one] et { $number } autre
       *[other] et { $number } autres
    }

## Before a change is made

access-review-remove = Retirer l’affectation de { $names } ?
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
        [one] Environ { $number } personne perdrait l’accès. Nous ne pouvons pas dire exactement qui, car nous n’avons pas pu lire les membres de { $groups } :
       *[other] Environ { $number } personnes perdraient l’accès. Nous ne pouvons pas dire exactement qui, car nous n’avons pas pu lire les membres de { $groups } :
    }
access-lose-unknown = Nous ne pouvons pas dire si quelqu’un perd l’accès, car nous n’avons pas pu lire les membres de { $groups }.
access-lose-count =
    { $number ->
        [0] Aucune des { $all } personnes de votre organisation ne perdrait l’accès.
        [one] Environ { $number } personne sur { $all } dans votre organisation perdrait l’accès.
       *[other] Environ { $number } personnes sur { $all } dans votre organisation perdraient l’accès.
    }
access-lose-at-most = Jusqu’à { $all } personnes perdraient l’accès, c’est-à-dire tout le monde dans votre organisation. Nous ne pouvons pas dire combien le conserveraient, car nous n’avons pas pu lire les membres de { $groups }.
access-gain-everybody = Dès lors, tout le monde dans l’organisation { $organisation }, invités compris, pourra se connecter à { $app }.
access-lock-heading = Confirmez aussi ceci
access-lock-system-user = Après cela, pour autant que nous puissions le voir, l’utilisateur système { $name } n’aura plus accès. Microsoft refusera ce compte, { $app } cessera de travailler en arrière-plan, et plus aucun document ni aucun e-mail ne sera classé.
access-lock-system-user-confirm = Je comprends que { $app } cessera de travailler en arrière-plan.
access-lock-oneself = Après cela, pour autant que nous puissions le voir, votre propre compte n’aura plus accès. Microsoft vous refusera l’accès à votre prochaine connexion ici : vous ne pourrez ni voir les vérifications, ni revenir en arrière sur cette page.
access-lock-oneself-confirm = Je comprends que je perdrai mon propre accès.
access-change-remove = Retirer
access-change-required = Exiger l’affectation
access-change-everybody = Ouvrir l’accès à tous
access-safer-both = Affecter les deux, puis exiger l’affectation
access-safer-both-first = D’abord, vous et l’utilisateur système { $name } êtes affectés. L’affectation ne devient requise qu’une fois cela fait : aucun des deux ne perd l’accès.
access-safer-system-user = Affecter l’utilisateur système, puis exiger l’affectation
access-safer-system-user-first = D’abord, l’utilisateur système { $name } est affecté. L’affectation ne devient requise qu’une fois cela fait : { $app } continue de fonctionner.
access-safer-oneself = Affecter votre compte, puis exiger l’affectation
access-safer-oneself-first = D’abord, votre compte est affecté. L’affectation ne devient requise qu’une fois cela fait : vous gardez votre accès.
access-safer-without = Exiger l’affectation sans affecter personne d’abord
access-cancel = Annuler sans rien modifier
access-review-script = Faire la même chose avec le script

## The outcome of a change

access-changed-done-heading = C’est fait
access-changed-done-text = Microsoft a fait la modification. Ses propres listes peuvent l’afficher un peu plus tard.
access-changed-already-heading = C’était déjà le cas
access-changed-already-text = Il n’y avait rien à modifier.
access-changed-part-heading = La modification n’est faite qu’en partie
access-changed-part-text = Les lignes ci-dessous indiquent ce qui est fait, et pourquoi le reste ne l’est pas.
access-changed-none-heading = Rien n’a été modifié
access-changed-none-text = Les lignes ci-dessous indiquent pourquoi.
access-changed-unknown-heading = Microsoft n’a pas encore confirmé la modification
access-changed-unknown-text = Nous ne supposons rien. La liste de cette page montre l’état actuel ; consultez-la avant de recommencer quoi que ce soit.
access-changed-pending-heading = Une modification est encore en cours
access-changed-pending-text = Microsoft ne l’a pas encore confirmée. Nous ne supposons rien : nous vérifierons à nouveau, et cette page affichera d’elle-même le résultat. D’ici là, rien d’autre ne peut être modifié.

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
access-not-done-require-assignment = L’affectation n’est toujours pas requise.
access-not-done-allow-everybody = L’affectation est toujours requise.
access-unknown-assign = { $name } : nous ne savons pas encore si l’affectation a été effectuée.
access-unknown-remove = { $name } : nous ne savons pas encore si l’affectation a été retirée.
access-unknown-require-assignment = Nous ne savons pas encore si l’affectation est requise.
access-unknown-allow-everybody = Nous ne savons pas encore si tout le monde peut utiliser { $app }.

access-reason-role-missing = Selon Microsoft, votre rôle ne le permet pas. Il vous faut l’un de ces rôles, actif sur votre compte : { $roles }.
access-reason-not-found = Microsoft ne trouve plus le compte, le groupe ou { $app }. Relancez la recherche.
access-reason-changed-meanwhile = Quelqu’un d’autre a fait une modification au même moment. Consultez la liste, puis réessayez.
access-reason-throttled =
    { $number ->
        [one] Microsoft vous demande de patienter. Réessayez dans { $number } seconde.
       *[other] Microsoft vous demande de patienter. Réessayez dans { $number } secondes.
    }
access-reason-throttled-unknown = Microsoft vous demande de patienter. Réessayez dans quelques minutes.
access-reason-signed-out = Votre session avait pris fin. Reconnectez-vous, puis refaites la modification.
access-reason-not-accepted = Microsoft ne l’a pas accepté. Sa réponse figure ci-dessous.
access-reason-not-accepted-group = Microsoft ne l’a pas accepté. Le groupe n’est peut-être pas un groupe de sécurité, ou votre organisation n’a peut-être pas Microsoft Entra ID P1 ou P2, nécessaire pour affecter des groupes.
access-reason-assignments-missing = Cette étape attend les affectations ci-dessus, et elles n’ont pas toutes été faites. L’affectation n’est pas encore requise. Corrigez ce qui les empêche, puis réessayez.
access-reason-lost = La modification n’a pas été faite à temps et n’est pas apparue ensuite. Réessayez.

access-history-heading = Modifications faites ici
access-history-nothing = Rien n’a encore été modifié sur cette page.
access-history-more = Les modifications plus anciennes sont conservées aussi ; demandez-les à Cooperlink.
access-before-after = Avant : { $before }. Après : { $after }.
access-was-assigned = affectation en place
access-was-not-assigned = pas d’affectation
access-was-required = affectation requise
access-was-everybody = tout le monde a accès
access-was-unknown = lecture impossible

access-finish-text = « Terminer » met aussitôt fin à votre session. Sinon, elle prend fin après { $idle } minutes sans activité, et au plus tard le
access-finish-button = Terminer

## Notices at the top

access-notice-cancelled-heading = Vous êtes revenu sans vous connecter
access-notice-cancelled-text = Quelqu’un a cliqué sur « Annuler » sur la page de Microsoft, ou le compte ne peut pas donner le consentement qu’elle demande. Rien n’a été modifié.
access-notice-cancelled-what-to-do = Reconnectez-vous quand vous le souhaitez, ou utilisez le portail ou le script.

access-notice-approval-required-heading = Microsoft exige un autre rôle pour ce consentement
access-notice-approval-required-text = Votre compte ne peut pas donner son consentement à ces autorisations. Rien n’a été modifié.
access-notice-approval-required-what-to-do = Demandez à une personne qui a l’un de ces rôles de faire cette étape : { $enough }. Ou utilisez le portail ou le script. Si Microsoft vous a proposé d’envoyer une demande d’approbation, elle est inutile ici : une fois approuvée, elle vaudrait pour tous les comptes de votre organisation.

access-notice-other-person-heading = Vous vous êtes connecté avec un autre compte
access-notice-other-person-text = Cette page appartient au premier compte qui s’est connecté, et Microsoft en a connecté un autre. Rien n’a été modifié.
access-notice-other-person-what-to-do = Reconnectez-vous en choisissant le premier compte. Pour continuer avec l’autre, rouvrez le lien depuis le début dans une fenêtre de navigation privée.

access-notice-permission-missing-heading = Il manque une autorisation
access-notice-permission-missing-text = Microsoft vous a connecté sans l’une des autorisations dont cette page a besoin. Rien n’a été modifié.
access-notice-permission-missing-what-to-do = Reconnectez-vous et donnez votre consentement à ce que Microsoft demande. Si Microsoft ne demande rien, utilisez le portail ou le script.

access-notice-busy-heading = Une autre modification est en cours
access-notice-busy-text = Une seule modification se fait à la fois, et une précédente n’est pas terminée. Votre modification n’a pas été faite.
access-notice-busy-what-to-do = Attendez une minute, consultez à nouveau la liste, puis refaites votre modification.

access-notice-stale-heading = Les accès ont changé entre-temps
access-notice-stale-text = Les personnes qui peuvent utiliser { $app } ont changé depuis que vous avez consulté la page. Votre modification n’a pas été faite.
access-notice-stale-what-to-do = Consultez l’état actuel ci-dessous, puis décidez à nouveau.

access-notice-not-confirmed-heading = Il manque une confirmation
access-notice-not-confirmed-text = Cette modification priverait quelqu’un de son accès, et la case qui le confirme n’était pas cochée. Rien n’a été modifié.
access-notice-not-confirmed-what-to-do = Cochez la case si c’est bien ce que vous voulez ; sinon, annulez.

access-notice-nothing-chosen-heading = Rien n’a été sélectionné
access-notice-nothing-chosen-text = Aucune case n’était cochée : rien n’a donc été modifié.
access-notice-nothing-chosen-what-to-do = Cochez les personnes ou les groupes voulus, puis cliquez à nouveau sur le bouton.

access-notice-too-many-at-once-heading = Trop de modifications à la fois
access-notice-too-many-at-once-text = Vous pouvez modifier jusqu’à { $most } personnes et groupes à la fois. Rien n’a été modifié.
access-notice-too-many-at-once-what-to-do = Procédez en plusieurs fois. Pour de nombreuses personnes, un groupe est plus simple.

access-notice-too-many-an-hour-heading = Trop de modifications en une heure
access-notice-too-many-an-hour-text = Cette page fait jusqu’à 100 modifications par heure. Rien de plus n’a été modifié.
access-notice-too-many-an-hour-what-to-do = Continuez dans une heure, ou utilisez le portail ou le script.

access-notice-not-read-heading = Nous n’avons pas pu lire l’état actuel
access-notice-not-read-text = Avant chaque modification, cette page lit l’état actuel, et Microsoft ne l’a pas montré. Rien n’a été modifié.
access-notice-not-read-what-to-do = Réessayez dans quelques minutes.

access-notice-catching-up-heading = Microsoft n’affiche pas encore votre dernière modification
access-notice-catching-up-text = Vous venez de la faire, et la liste de Microsoft montre encore l’état précédent. Nous ne pouvons pas en déduire ce qu’une autre modification changerait. Rien n’a été modifié.
access-notice-catching-up-what-to-do = Réessayez dans deux minutes.

access-notice-over-heading = Votre session a pris fin
access-notice-over-text = Elle est restée inutilisée pendant { $idle } minutes, durait depuis { $longest } minutes, ou Microsoft ne l’accepte plus. Nous y avons mis fin. Rien n’a été modifié.
access-notice-over-what-to-do = Reconnectez-vous pour continuer.

access-notice-finished-heading = Terminé
access-notice-finished-text = Nous avons mis fin à votre session. Cette page ne peut plus rien lire ni rien modifier en votre nom.
access-notice-finished-what-to-do = Microsoft garde encore votre consentement en mémoire. Vous trouverez en bas de cette page comment le révoquer.

access-notice-kept-heading = Microsoft vous a-t-il bloqué ?
access-notice-kept-text = Vous avez commencé à vous connecter, mais n’êtes pas revenu. Si Microsoft a affiché « Approbation de l’administrateur requise » ou AADSTS90094, votre compte ne peut pas donner ce consentement. S’il a affiché AADSTS50105, votre compte n’est pas affecté à { $app }. Rien n’a été modifié.
access-notice-kept-what-to-do = Demandez à une personne qui a l’un de ces rôles de faire cette étape : { $enough }. Ou utilisez le portail ou le script.

## The comments of the script

access-script-what = Montre et modifie qui peut utiliser { $app } dans une organisation Microsoft 365, avec les droits de la personne qui l’exécute. N’envoie rien à Cooperlink.
access-script-needs = Nécessite le module Microsoft.Graph.Authentication, version 2 ou ultérieure.
access-script-list = Montrer qui peut l’utiliser, sans rien modifier :
access-script-add = Affecter des personnes ou des groupes, jusqu’à { $most } à la fois, par nom de connexion, nom de groupe ou ID d’objet :
access-script-remove = Retirer des affectations :
access-script-require = Exiger l’affectation, ou ouvrir l’accès à tous :
access-script-grant = Révoquer le consentement que votre compte a donné sur la page de Cooperlink :
