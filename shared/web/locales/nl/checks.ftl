## What is checked

check-app-registered = Cooperlink is geregistreerd in uw organisatie
check-app-enabled = Cooperlink is ingeschakeld in uw organisatie
check-application-permissions = Alle toepassingsmachtigingen zijn verleend
check-delegated-permissions = Alle gedelegeerde machtigingen zijn verleend
check-permission-upgrade = Er wacht geen nieuwere machtiging op goedkeuring
check-no-excess-permissions = Er is niet meer verleend dan Cooperlink vraagt
check-user-access = Wie Cooperlink nodig heeft, mag het gebruiken
check-tenant-matches-customer = De gekoppelde organisatie is die van de klant
check-customer-domain = Het domein van de klant hoort nog bij de gekoppelde organisatie
check-services-present = Uw organisatie heeft SharePoint Online en Exchange Online
check-system-user-connected = De systeemgebruiker is gekoppeld
check-system-user-member = De systeemgebruiker is lid van uw organisatie en het account is ingeschakeld
check-system-user-licensed = De systeemgebruiker heeft de benodigde licenties
check-sign-in-policy = Geen regel houdt de systeemgebruiker op de achtergrond tegen
check-mailbox = Het postvak van de systeemgebruiker is bereikbaar
check-site = De systeemgebruiker heeft toegang tot de site
check-library = De systeemgebruiker kan in de bibliotheek lezen en schrijven
check-system-user-reach = De systeemgebruiker opent geen andere sites
check-administrator-site-access = De beheerder heeft toegang tot dezelfde sites en bibliotheken

## Who can mend it

acts-administrator = Een beheerder van uw organisatie kan dit oplossen.
acts-user = De houder van het account kan dit oplossen.
acts-operator = Cooperlink moet dit oplossen. U hoeft niets te wijzigen.
acts-host-app = Cooperlink past dit aan in Cooperlink Cloud. Stuur daarvoor het bericht hieronder.
acts-retry = Dit gaat vanzelf over. We controleren automatisch opnieuw.

## Why something could not be checked

unobserved-identity-absent-app = Dit wordt zichtbaar zodra Cooperlink toegang heeft tot uw organisatie.
unobserved-identity-absent-administrator = Dit wordt pas zichtbaar als een beheerder zich opnieuw aanmeldt. Los eerst de andere punten op en klik daarna op Opnieuw controleren.
unobserved-identity-absent-system-user = Dit wordt zichtbaar zodra de systeemgebruiker is gekoppeld.
unobserved-permission-not-asked-for = Om dit te lezen is een machtiging nodig waar Cooperlink niet om vraagt.
unobserved-refused = Microsoft weigerde dit te tonen. Bij de regels over machtigingen staat wat u kunt doen.
unobserved-recreated = Cooperlink is in deze organisatie verwijderd en opnieuw geregistreerd. Een beheerder moet opnieuw goedkeuring geven.
unobserved-not-reached = Er moet eerst een ander punt werken voordat dit kan worden gecontroleerd.
unobserved-undecided = Uit het antwoord van Microsoft is dit niet op te maken. Bij de andere regels staat wat werkt.
unobserved-microsoft-unavailable = Microsoft gaf geen antwoord. We vragen het automatisch opnieuw.
unobserved-unreadable = Het antwoord van Microsoft was niet te begrijpen. We vragen het automatisch opnieuw.
unobserved-unexplained = Microsoft blijft een antwoord geven dat wij niet kennen. Stuur Cooperlink Support de aanvraag-id die hieronder staat.
unobserved-outdated = Dit kon al meer dan een dag niet worden bevestigd. Klik op Opnieuw controleren.
unobserved-not-asked = Dit is gewijzigd en nog niet gecontroleerd. We controleren het automatisch.
unobserved-operator-fault = De eigen toegang van Cooperlink tot Microsoft is verstoord. We zijn ervan op de hoogte.

## What was found: the application

finding-app-not-registered = Cooperlink is niet geregistreerd in deze organisatie.
finding-tenant-gone = Microsoft kent uw organisatie niet meer: ze is verwijderd of gesloten.
finding-app-of-another-owner = De toepassing die met de id van Cooperlink is geregistreerd, is niet van Cooperlink.
finding-app-disabled = Aanmelden via Cooperlink is in deze organisatie uitgeschakeld.
finding-app-disabled-by-microsoft = Microsoft heeft Cooperlink uitgeschakeld ({ $status }).
finding-app-deactivated = De toepassing van Cooperlink is door de eigenaar gedeactiveerd.
finding-application-permissions-missing = Niet verleend: { $permissions }
finding-no-application-permissions = Cooperlink vraagt hier niet om toepassingsmachtigingen.
finding-delegated-permissions-missing = Niet verleend: { $permissions }
finding-delegated-approval-missing = Volgens Microsoft ontbreekt de goedkeuring.
finding-permission-upgrade-missing = Gevraagd door een nieuwere versie en nog niet goedgekeurd: { $permissions }. Al het andere blijft werken.
finding-excess-permissions = Verleend terwijl Cooperlink er niet om vraagt: { $permissions }
finding-nobody-assigned = Toewijzing is vereist en er is niemand toegewezen.
finding-system-user-not-assigned = Toewijzing is vereist en de systeemgebruiker { $account } is niet toegewezen.
finding-domain-not-verified = Het domein { $domain } is geen geverifieerd domein van de gekoppelde organisatie.
finding-domain-lost = De gekoppelde organisatie heeft het domein { $domain } niet meer. De koppeling blijft bestaan.
finding-no-connection-yet = De organisatie is nog niet gekoppeld.
finding-no-expected-domain = Er is geen domein van de klant opgegeven om mee te vergelijken.
finding-services-missing = Niet aanwezig in deze organisatie: { $services }
finding-service-subscription-missing = Volgens Microsoft ontbreekt in deze organisatie een service, of is het abonnement erop verlopen.

## What was found: the system user

finding-no-system-user = Voor deze koppeling is geen systeemgebruiker opgegeven.
finding-system-user-other-account = Het account dat we aantreffen, is niet het account dat is gekoppeld. Dat is verwijderd en opnieuw aangemaakt, of door een ander vervangen.
finding-system-user-token-lost = De opgeslagen aanmelding van de systeemgebruiker is verdwenen.
finding-system-user-guest = Het account { $account } is een gast van deze organisatie.
finding-system-user-disabled = Het account { $account } is uitgeschakeld.
finding-system-user-unlicensed = De systeemgebruiker heeft geen licentie.
finding-licence-without-service = Geen van de licenties van de systeemgebruiker bevat { $service }: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) is uitgeschakeld in de licentie { $licence } van de systeemgebruiker.
finding-licence-plan-pending = { $service } ({ $plan }) wordt nog ingericht in de licentie { $licence } van de systeemgebruiker.

finding-sign-in-consent-missing = Niemand met voldoende rechten heeft goedgekeurd wat de systeemgebruiker nodig heeft.
finding-sign-in-declined = De machtigingen die de systeemgebruiker nodig heeft, zijn geweigerd.
finding-sign-in-service-missing = In uw organisatie ontbreekt een service van Microsoft, of het abonnement erop is verlopen.
finding-sign-in-app-disabled = Aanmelden via Cooperlink is in deze organisatie uitgeschakeld.
finding-sign-in-not-assigned = De systeemgebruiker is niet aan Cooperlink toegewezen, terwijl toewijzing vereist is.
finding-sign-in-wrong-account = Het account van de systeemgebruiker is van een ander type of van een andere organisatie.
finding-sign-in-account-missing = Het account van de systeemgebruiker is verwijderd of staat niet in deze directory.
finding-sign-in-account-disabled = Het account van de systeemgebruiker is uitgeschakeld.
finding-sign-in-legal-age = Het account van de systeemgebruiker is dat van een minderjarige, en geen volwassene heeft toestemming gegeven.
finding-sign-in-address-blocked = Microsoft vertrouwt het adres niet vanwaar de servers van Cooperlink zich aanmelden.
finding-sign-in-cross-tenant-rule = Een regel voor toegang tussen organisaties of een regel van het netwerk houdt de systeemgebruiker tegen.
finding-sign-in-password-wrong = Microsoft accepteert het wachtwoord van de systeemgebruiker niet.
finding-sign-in-password-expired = Het wachtwoord van de systeemgebruiker is verlopen.
finding-sign-in-session-revoked = De aanmelding van de systeemgebruiker is ingetrokken.
finding-sign-in-inactivity = De aanmelding van de systeemgebruiker is te lang niet gebruikt en daardoor beëindigd.
finding-sign-in-frequency = Een regel van uw organisatie beëindigt de aanmelding van de systeemgebruiker na een vaste tijd.
finding-sign-in-again = De aanmelding van de systeemgebruiker is beëindigd. De systeemgebruiker moet opnieuw worden aangemeld.
finding-sign-in-mfa-registration = Microsoft wil dat de systeemgebruiker een tweede factor registreert.
finding-sign-in-mfa-required = Microsoft vraagt de systeemgebruiker om een tweede factor, en die kan op de achtergrond niemand geven.
finding-sign-in-external-challenge = Een provider buiten Microsoft wil dat de systeemgebruiker de aanmelding bevestigt.
finding-sign-in-identity-provider = De eigen identiteitsprovider van uw organisatie is verstoord of weigert de systeemgebruiker.
finding-sign-in-claims-rule = Een claimbeleid van uw organisatie voor Cooperlink is onjuist, waardoor Microsoft geen token uitgeeft.
finding-sign-in-device = Door een regel van uw organisatie kan de systeemgebruiker zich alleen op beheerde apparaten aanmelden.
finding-sign-in-conditional-access = Voorwaardelijke toegang blokkeert de aanmelding van de systeemgebruiker.
finding-sign-in-security-defaults = De standaardinstellingen voor beveiliging blokkeren de aanmelding van de systeemgebruiker.
finding-sign-in-risk = Microsoft ziet een risico in de aanmelding van de systeemgebruiker en blokkeert die.
finding-sign-in-tenant = Microsoft kent deze organisatie niet in de cloud waarin Cooperlink werkt.
finding-sign-in-ours = Microsoft heeft de aanvraag van Cooperlink niet geaccepteerd.
finding-sign-in-passing = De aanmeldingsservice van Microsoft was verstoord.
finding-sign-in-microsoft-fault = De aanmeldingsservice van Microsoft meldt een eigen fout.
finding-sign-in-refused = Microsoft heeft de aanmelding van de systeemgebruiker geweigerd.

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = De systeemgebruiker heeft geen postvak in Exchange Online.
finding-mailbox-restricted = Uw organisatie geeft toepassingen geen toegang tot het postvak van de systeemgebruiker.
finding-site-missing = Op dit adres is geen site, of de site is verwijderd.
finding-site-moved = Deze site heeft een ander adres gekregen.
finding-site-is-library = Dit is het adres van een bibliotheek, niet van een site: { $similar }, op de site { $above }.
finding-subsite-missing = Op dit adres is geen site en geen bibliotheek. De site erboven bestaat wel: { $above }.
finding-site-refused = De systeemgebruiker mag deze site niet openen.
finding-site-of-another-organisation = Deze site is van een andere organisatie.
finding-site-locked = Deze site is vergrendeld of gearchiveerd.
finding-site-without-sharepoint = Uw organisatie heeft geen SharePoint Online, en dat is voor deze site nodig.
finding-site-read-only = De systeemgebruiker noch de beheerder die goedkeuring gaf, kan in deze site schrijven. Mogelijk is de site vergrendeld.
finding-site-write-refused = De systeemgebruiker kan deze site lezen, maar in geen van de bibliotheken schrijven.
finding-site-full = Deze site heeft geen ruimte meer.
finding-library-missing = De site heeft geen bibliotheek met deze naam.
finding-library-misnamed = De site heeft geen bibliotheek met deze naam. Bedoelde u { $similar }?
finding-library-read-refused = De systeemgebruiker kan deze bibliotheek niet lezen.
finding-library-write-refused = De systeemgebruiker kan deze bibliotheek lezen, maar er niet in schrijven.
finding-library-takes-no-upload = Deze bibliotheek neemt geen bestanden aan.
finding-library-locked = Deze bibliotheek is vergrendeld, of de site ervan is gearchiveerd.
finding-library-full = De site van deze bibliotheek heeft geen ruimte meer.
finding-system-user-opens-other-sites = De systeemgebruiker kan andere sites openen dan de genoemde: { $number }
finding-no-sites = Voor deze koppeling is geen site opgegeven.
finding-administrator-without-access = De beheerder die goedkeuring gaf, kan het volgende niet gebruiken: { $places }.
