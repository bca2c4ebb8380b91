check-administrator-site-access = De beheerder kan dezelfde sites en bibliotheken gebruiken

problem-administrator-without-access = U kunt niet alles openen wat de systeemgebruiker kan openen
finding-administrator-without-access = De beheerder die goedkeuring gaf, kan { $places } niet gebruiken.
