check-mailbox = Cooperlink Cloud a accès à la boîte aux lettres de l’utilisateur système

finding-mailbox-missing = L’utilisateur système n’a pas de boîte aux lettres dans Exchange Online.
finding-mailbox-restricted = Votre organisation interdit aux applications l’accès à la boîte aux lettres de l’utilisateur système.
