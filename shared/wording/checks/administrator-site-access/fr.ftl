check-administrator-site-access = L’administrateur peut utiliser les mêmes sites et bibliothèques

finding-administrator-without-access = L’administrateur qui a approuvé ne peut pas utiliser { $places }.
