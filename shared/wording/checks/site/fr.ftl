check-site = L’utilisateur système peut utiliser le site

# The line above a finding names the site or the library.

finding-site-missing = Il n’y a pas de site à cette adresse, ou il a été supprimé.
finding-site-moved = Ce site a changé d’adresse.
finding-site-is-library = C’est l’adresse d’une bibliothèque, et non d’un site : { $similar }, sur le site { $above }.
finding-subsite-missing = Il n’y a ni site ni bibliothèque à cette adresse. Le site de niveau supérieur existe : { $above }.
finding-site-refused = L’utilisateur système ne peut pas ouvrir ce site.
finding-site-of-another-organisation = Ce site appartient à une autre organisation.
finding-site-locked = Ce site est verrouillé ou archivé.
finding-site-without-sharepoint = Votre organisation n’a pas SharePoint Online, dont ce site a besoin.
finding-site-read-only = Ni l’utilisateur système ni l’administrateur qui a approuvé ne peuvent écrire dans ce site. Il est peut-être verrouillé.
finding-site-write-refused = L’utilisateur système peut lire ce site, mais ne peut écrire dans aucune de ses bibliothèques.
finding-site-full = Ce site est plein.
