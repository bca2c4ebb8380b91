check-site = De systeemgebruiker kan de site gebruiken

# The line above a finding names the site or the library.

finding-site-missing = Op dit adres is geen site, of de site is verwijderd.
finding-site-moved = Deze site is naar een ander adres verplaatst.
finding-site-is-library = Dit is het adres van een bibliotheek, niet van een site: { $similar }, op de site { $above }.
finding-subsite-missing = Op dit adres is geen site en geen bibliotheek. De site erboven bestaat wel: { $above }.
finding-site-refused = De systeemgebruiker kan deze site niet openen.
finding-site-of-another-organisation = Deze site hoort bij een andere organisatie.
finding-site-locked = Deze site is vergrendeld of gearchiveerd.
finding-site-without-sharepoint = Uw organisatie heeft geen SharePoint Online, en dat is voor deze site nodig.
finding-site-read-only = De systeemgebruiker noch de beheerder die goedkeuring gaf, kan in deze site schrijven. Mogelijk is de site vergrendeld.
finding-site-write-refused = De systeemgebruiker kan deze site lezen, maar in geen van de bibliotheken schrijven.
finding-site-full = Deze site is vol.
