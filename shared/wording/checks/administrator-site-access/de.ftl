check-administrator-site-access = Der Administrator kann dieselben Websites und Bibliotheken nutzen

finding-administrator-without-access = Der Administrator, der genehmigt hat, kann { $places } nicht nutzen.
