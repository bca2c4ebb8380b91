## The first page: with which account, until when, and what will happen

start-sign-in-as = Connectez-vous en tant qu’administrateur de { $domain }.
start-sign-in-as-unnamed = Connectez-vous en tant qu’administrateur de votre organisation.
start-valid-until = Ce lien fonctionne jusqu’au
start-stays = Ce lien fonctionne tant que { $app } est connecté.
start-happens = Comment cela se passe
start-happens-account = Vous choisissez votre compte administrateur.
start-happens-approval = Vous voyez les autorisations et cliquez sur « Accepter ». Vérifiez l’éditeur indiqué sous le nom.
start-happens-result = Nous vous montrons aussitôt ce qui fonctionne et comment corriger le reste.
start-picture-account = Choisir un compte
start-picture-permissions = Autorisations demandées
start-picture-review = Passer en revue pour votre organisation
start-picture-accept = Accepter
start-picture-cancel = Annuler
start-picture-result = Connexion établie
permissions-at-microsoft = Selon Microsoft
permissions-use = À quoi cela nous sert
permissions-never-does = Ce que cela ne permet pas
