check-system-user-reach = L’utilisateur système ne peut pas ouvrir d’autres sites

finding-system-user-opens-other-sites = L’utilisateur système peut ouvrir d’autres sites que ceux indiqués : { $number }
