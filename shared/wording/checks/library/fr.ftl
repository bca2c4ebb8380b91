check-library = L’utilisateur système peut lire et écrire dans la bibliothèque

# The line above a finding names the site or the library.

finding-library-missing = Le site n’a pas de bibliothèque de ce nom.
finding-library-misnamed = Le site n’a pas de bibliothèque de ce nom. S’agit-il de { $similar } ?
finding-library-read-refused = L’utilisateur système ne peut pas lire cette bibliothèque.
finding-library-write-refused = L’utilisateur système peut lire cette bibliothèque, mais ne peut pas y écrire.
finding-library-takes-no-upload = Cette bibliothèque n’accepte pas le chargement de fichiers.
finding-library-locked = Cette bibliothèque est verrouillée, ou son site est archivé.
finding-library-full = Le site de cette bibliothèque est plein.
