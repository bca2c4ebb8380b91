check-administrator-site-access = De beheerder kan dezelfde sites en bibliotheken gebruiken

finding-administrator-without-access = De beheerder die goedkeuring gaf, kan { $places } niet gebruiken.
