## After the connection was ended: the app is removed from the organisation

disconnect-heading = Supprimer { $app } de votre Microsoft 365
disconnect-text = Cooperlink a mis fin à la connexion et supprimé la session de l’utilisateur système. Il reste une étape, que seule votre organisation peut effectuer : supprimer { $app } dans Microsoft Entra.
disconnect-gone-heading = { $app } a été supprimé
disconnect-gone-text = Microsoft ne laisse plus { $app } accéder à votre organisation. Les accès que Microsoft a accordés auparavant expirent en une heure environ. Vous pouvez fermer cette page.
disconnect-shared-heading = Conserver { $app } dans votre Microsoft 365
disconnect-shared-text = Cette connexion a pris fin, mais une autre connexion de votre organisation utilise encore { $app }. Supprimer l’application mettrait fin à celle-ci aussi. Vous n’avez rien à faire ; vous pouvez fermer cette page.
disconnect-remains = Microsoft laisse encore entrer { $app }. Après la suppression, le changement peut prendre quelques minutes.
disconnect-unclear = Nous n’avons pas pu savoir si { $app } a été supprimé : Microsoft n’a pas donné de réponse claire. Vérifiez à nouveau dans une minute.
disconnect-looking = Nous vérifions auprès de Microsoft ; cette page s’actualise automatiquement.
disconnect-check = Vérifier à nouveau
disconnect-how = Comment supprimer l’application
disconnect-open = Ouvrez { $app } dans le Centre d’administration Microsoft Entra : Applications d’entreprise, { $app }, Propriétés. Il vous faut l’un de ces rôles : Administrateur d’application cloud, Administrateur d’application ou Administrateur général.
disconnect-delete = Cliquez sur « Supprimer » et confirmez.
disconnect-return = Revenez à cette page et cliquez sur « Vérifier à nouveau ». Vous n’avez pas besoin de vous connecter ici.
disconnect-account = L’utilisateur système ne servait qu’à { $app } ? Supprimez alors ce compte, ou bloquez sa connexion, et libérez sa licence.
