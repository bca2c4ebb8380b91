check-library = Der Systembenutzer kann in der Bibliothek lesen und schreiben

# The line above a finding names the site or the library.

finding-library-missing = Die Website hat keine Bibliothek mit diesem Namen.
finding-library-misnamed = Die Website hat keine Bibliothek mit diesem Namen. Meinten Sie { $similar }?
finding-library-read-refused = Der Systembenutzer kann diese Bibliothek nicht lesen.
finding-library-write-refused = Der Systembenutzer kann diese Bibliothek lesen, aber nicht darin schreiben.
finding-library-takes-no-upload = Diese Bibliothek nimmt keine hochgeladenen Dateien an.
finding-library-locked = Diese Bibliothek ist gesperrt, oder ihre Website ist archiviert.
finding-library-full = Die Website dieser Bibliothek ist voll.
