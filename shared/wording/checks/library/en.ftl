check-library = The system user can read and write in the library

# The line above a finding names the site or the library.

finding-library-missing = The site has no library with this name.
finding-library-misnamed = The site has no library with this name. Did you mean { $similar }?
finding-library-read-refused = The system user can’t read this library.
finding-library-write-refused = The system user can read this library, but can’t write in it.
finding-library-takes-no-upload = This library doesn’t accept uploaded files.
finding-library-locked = This library is locked, or its site is archived.
finding-library-full = This library’s site is full.
