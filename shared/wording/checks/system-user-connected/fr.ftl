check-system-user-connected = L’utilisateur système est connecté

finding-system-user-token-lost = La session enregistrée de l’utilisateur système a disparu.
