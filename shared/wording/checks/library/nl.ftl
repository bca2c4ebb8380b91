check-library = De systeemgebruiker kan in de bibliotheek lezen en schrijven

# The line above a finding names the site or the library.

finding-library-missing = De site heeft geen bibliotheek met deze naam.
finding-library-misnamed = De site heeft geen bibliotheek met deze naam. Bedoelde u { $similar }?
finding-library-read-refused = De systeemgebruiker kan deze bibliotheek niet lezen.
finding-library-write-refused = De systeemgebruiker kan deze bibliotheek lezen, maar er niet in schrijven.
finding-library-takes-no-upload = Deze bibliotheek accepteert geen geüploade bestanden.
finding-library-locked = Deze bibliotheek is vergrendeld, of de site ervan is gearchiveerd.
finding-library-full = De site van deze bibliotheek is vol.
