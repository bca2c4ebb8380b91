check-sign-in-policy = Aucune règle ne bloque la connexion de l’utilisateur système en arrière-plan
