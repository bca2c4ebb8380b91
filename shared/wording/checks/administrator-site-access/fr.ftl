check-administrator-site-access = L’administrateur peut utiliser les mêmes sites et bibliothèques

problem-administrator-without-access = Vous ne pouvez pas ouvrir tout ce que l’utilisateur système ouvre
finding-administrator-without-access = L’administrateur qui a approuvé ne peut pas utiliser { $places }.
