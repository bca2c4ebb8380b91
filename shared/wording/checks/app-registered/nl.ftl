check-app-registered = Cooperlink Cloud is geregistreerd in uw organisatie

finding-app-not-registered = Cooperlink Cloud is niet geregistreerd in deze organisatie.
finding-tenant-gone = Microsoft kent uw organisatie niet meer: de tenant is verwijderd of gesloten.
finding-app-of-another-owner = De toepassing die met de id van Cooperlink Cloud is geregistreerd, is niet van Cooperlink.
