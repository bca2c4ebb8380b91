## What is checked

check-app-registered = Cooperlink Cloud is geregistreerd in uw organisatie
check-app-enabled = Cooperlink Cloud is ingeschakeld in uw organisatie
check-application-permissions = Alle toepassingsmachtigingen zijn verleend
check-delegated-permissions = Alle gedelegeerde machtigingen zijn verleend
check-permission-upgrade = Er wacht geen nieuwe machtiging op goedkeuring
check-no-excess-permissions = Cooperlink Cloud heeft alleen de machtigingen waar het om vraagt
check-user-access = Wie Cooperlink Cloud nodig heeft, mag het gebruiken
check-tenant-matches-customer = De gekoppelde organisatie hoort bij de klant
check-customer-domain = De gekoppelde organisatie heeft het domein van de klant nog
check-services-present = Uw organisatie heeft SharePoint Online en Exchange Online
check-system-user-connected = De systeemgebruiker is gekoppeld
check-system-user-member = De systeemgebruiker is lid van uw organisatie en het account is ingeschakeld
check-system-user-licensed = De systeemgebruiker heeft de licenties die nodig zijn
check-sign-in-policy = Geen regel blokkeert de systeemgebruiker op de achtergrond
check-mailbox = Cooperlink Cloud kan het postvak van de systeemgebruiker bereiken
check-site = De systeemgebruiker kan de site gebruiken
check-library = De systeemgebruiker kan in de bibliotheek lezen en schrijven
check-system-user-reach = De systeemgebruiker kan geen andere sites openen
check-administrator-site-access = De beheerder kan dezelfde sites en bibliotheken gebruiken

## Who can fix it

acts-administrator = Een beheerder van uw organisatie kan dit oplossen.
acts-user = De houder van het account kan dit oplossen.
acts-operator = Cooperlink moet dit oplossen. U hoeft niets te wijzigen.
acts-host-app = Cooperlink wijzigt dit in Cooperlink Cloud. Stuur Cooperlink het bericht.
acts-retry = Dit gaat vanzelf over. We controleren automatisch opnieuw.

## Why something could not be checked

unobserved-identity-absent-app = We kunnen dit controleren zodra Cooperlink Cloud toegang heeft tot uw organisatie.
unobserved-identity-absent-administrator = We kunnen dit pas controleren als een beheerder zich opnieuw aanmeldt. Los eerst al het andere op en klik daarna op Opnieuw controleren.
unobserved-identity-absent-system-user = We kunnen dit controleren zodra de systeemgebruiker is gekoppeld.
unobserved-permission-not-asked-for = Om dit te controleren is een machtiging nodig waar Cooperlink Cloud niet om vraagt.
unobserved-refused = Microsoft weigerde dit te tonen. Bij de controles van de machtigingen staat wat u kunt doen.
unobserved-recreated = Cooperlink Cloud is in deze organisatie verwijderd en opnieuw geregistreerd. Een beheerder moet het opnieuw goedkeuren.
unobserved-not-reached = Er moet eerst iets anders werken voordat we dit kunnen controleren.
unobserved-undecided = Het antwoord van Microsoft geeft hierover geen uitsluitsel. Bij de andere controles staat wat werkt.
unobserved-microsoft-unavailable = Microsoft gaf geen antwoord. We vragen het automatisch opnieuw.
unobserved-unreadable = We begrepen het antwoord van Microsoft niet. We vragen het automatisch opnieuw.
unobserved-unexplained = Microsoft blijft een antwoord geven dat wij niet kennen. Stuur Cooperlink Support de aanvraag-id die hieronder staat.
unobserved-outdated = Dit is al meer dan een dag niet bevestigd. Klik op Opnieuw controleren.
unobserved-not-asked = Dit is gewijzigd en nog niet gecontroleerd. We controleren het automatisch.
unobserved-operator-fault = De eigen toegang van Cooperlink tot Microsoft werkt niet goed. We zijn gewaarschuwd.

## What was found: the application

finding-app-not-registered = Cooperlink Cloud is niet geregistreerd in deze organisatie.
finding-tenant-gone = Microsoft kent uw organisatie niet meer: ze is verwijderd of gesloten.
finding-app-of-another-owner = De toepassing die met de id van Cooperlink Cloud is geregistreerd, is niet van Cooperlink.
finding-app-disabled = Aanmelden bij Cooperlink Cloud is in deze organisatie uitgeschakeld.
finding-app-disabled-by-microsoft = Microsoft heeft Cooperlink Cloud uitgeschakeld ({ $status }).
finding-app-deactivated = Cooperlink heeft de toepassing Cooperlink Cloud gedeactiveerd.
finding-application-permissions-missing = Niet-verleende machtigingen: { $permissions }
finding-no-application-permissions = Cooperlink Cloud vraagt hier niet om toepassingsmachtigingen.
finding-delegated-permissions-missing = Niet-verleende machtigingen: { $permissions }
finding-delegated-approval-missing = Volgens Microsoft ontbreekt de goedkeuring.
finding-permission-upgrade-missing = Een nieuwere versie vraagt om machtigingen die nog niet zijn goedgekeurd: { $permissions }. Al het andere blijft werken.
finding-excess-permissions = Verleende machtigingen waar Cooperlink Cloud niet om vraagt: { $permissions }
finding-nobody-assigned = Toewijzing is vereist en er is niemand toegewezen.
finding-system-user-not-assigned = Toewijzing is vereist en de systeemgebruiker { $account } is niet toegewezen.
finding-domain-not-verified = { $domain } is geen geverifieerd domein van de gekoppelde organisatie.
finding-domain-lost = De gekoppelde organisatie heeft het domein { $domain } niet meer. De koppeling blijft bestaan.
finding-no-connection-yet = De organisatie is nog niet gekoppeld.
finding-no-expected-domain = We hebben geen domein van de klant gekregen om mee te vergelijken.
finding-services-missing = Ontbreekt in deze organisatie: { $services }
finding-service-subscription-missing = Volgens Microsoft ontbreekt er een service in deze organisatie, of is het abonnement erop verlopen.

## What was found: the system user

finding-no-system-user = Voor deze koppeling is geen systeemgebruiker opgegeven.
finding-system-user-other-account = Het account dat antwoordt, is niet het account dat is gekoppeld. Dat is verwijderd en opnieuw aangemaakt, of vervangen.
finding-system-user-token-lost = De opgeslagen aanmelding van de systeemgebruiker is verdwenen.
finding-system-user-guest = { $account } is een gast in deze organisatie.
finding-system-user-disabled = Het account { $account } is uitgeschakeld.
finding-system-user-unlicensed = De systeemgebruiker heeft geen licentie.
finding-licence-without-service = De systeemgebruiker heeft geen licentie voor { $service }. Wel aanwezig: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) is uitgeschakeld in de licentie { $licence } van de systeemgebruiker.
finding-licence-plan-pending = { $service } ({ $plan }) wordt nog ingericht in de licentie { $licence } van de systeemgebruiker.

finding-sign-in-consent-missing = Niemand met voldoende rechten heeft goedgekeurd wat de systeemgebruiker nodig heeft.
finding-sign-in-declined = De machtigingen die de systeemgebruiker nodig heeft, zijn geweigerd.
finding-sign-in-service-missing = In uw organisatie ontbreekt een service van Microsoft, of het abonnement erop is verlopen.
finding-sign-in-app-disabled = Aanmelden bij Cooperlink Cloud is in deze organisatie uitgeschakeld.
finding-sign-in-not-assigned = De systeemgebruiker is niet aan Cooperlink Cloud toegewezen, terwijl toewijzing vereist is.
finding-sign-in-wrong-account = Het account van de systeemgebruiker is van het verkeerde type of hoort bij een andere organisatie.
finding-sign-in-account-missing = Het account van de systeemgebruiker is verwijderd of staat niet in deze directory.
finding-sign-in-account-disabled = Het account van de systeemgebruiker is uitgeschakeld.
finding-sign-in-legal-age = Het account van de systeemgebruiker is gemarkeerd als dat van een minderjarige, en geen volwassene heeft toestemming gegeven.
finding-sign-in-address-blocked = De servers van Cooperlink melden zich aan vanaf een IP-adres dat Microsoft niet vertrouwt.
finding-sign-in-cross-tenant-rule = Een regel voor toegang tussen tenants of een netwerkregel houdt de systeemgebruiker tegen.
finding-sign-in-password-wrong = Microsoft accepteert het wachtwoord van de systeemgebruiker niet.
finding-sign-in-password-expired = Het wachtwoord van de systeemgebruiker is verlopen.
finding-sign-in-session-revoked = De aanmelding van de systeemgebruiker is ingetrokken.
finding-sign-in-inactivity = De aanmelding van de systeemgebruiker is te lang niet gebruikt en is beëindigd.
finding-sign-in-frequency = Een regel in uw organisatie beëindigt de aanmelding van de systeemgebruiker na een vaste tijd.
finding-sign-in-again = De aanmelding van de systeemgebruiker is beëindigd. De systeemgebruiker moet zich opnieuw aanmelden.
finding-sign-in-mfa-registration = Microsoft wil dat de systeemgebruiker zich registreert voor meervoudige verificatie.
finding-sign-in-mfa-required = Microsoft vraagt de systeemgebruiker om meervoudige verificatie, en op de achtergrond is er niemand die kan antwoorden.
finding-sign-in-external-challenge = Een provider buiten Microsoft wil dat de systeemgebruiker de aanmelding bevestigt.
finding-sign-in-identity-provider = De eigen identiteitsprovider van uw organisatie heeft een storing of weigert de systeemgebruiker.
finding-sign-in-claims-rule = Het claimbeleid van uw organisatie voor Cooperlink Cloud is onjuist. Daarom geeft Microsoft geen token uit.
finding-sign-in-device = Door een regel in uw organisatie kan de systeemgebruiker zich alleen op beheerde apparaten aanmelden.
finding-sign-in-conditional-access = Voorwaardelijke toegang blokkeert de aanmelding van de systeemgebruiker.
finding-sign-in-security-defaults = De standaardinstellingen voor beveiliging blokkeren de aanmelding van de systeemgebruiker.
finding-sign-in-risk = Microsoft ziet een risico in de aanmelding van de systeemgebruiker en blokkeert die.
finding-sign-in-tenant = Microsoft kent deze organisatie niet in de cloud waarin Cooperlink werkt.
finding-sign-in-ours = Microsoft heeft de aanvraag van Cooperlink niet geaccepteerd.
finding-sign-in-passing = De aanmeldingsservice van Microsoft had een tijdelijke storing.
finding-sign-in-microsoft-fault = De aanmeldingsservice van Microsoft meldt een eigen fout.
finding-sign-in-refused = Microsoft heeft de aanmelding van de systeemgebruiker geweigerd.

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = De systeemgebruiker heeft geen postvak in Exchange Online.
finding-mailbox-restricted = Uw organisatie houdt toepassingen buiten het postvak van de systeemgebruiker.
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
finding-library-missing = De site heeft geen bibliotheek met deze naam.
finding-library-misnamed = De site heeft geen bibliotheek met deze naam. Bedoelde u { $similar }?
finding-library-read-refused = De systeemgebruiker kan deze bibliotheek niet lezen.
finding-library-write-refused = De systeemgebruiker kan deze bibliotheek lezen, maar er niet in schrijven.
finding-library-takes-no-upload = Deze bibliotheek accepteert geen geüploade bestanden.
finding-library-locked = Deze bibliotheek is vergrendeld, of de site ervan is gearchiveerd.
finding-library-full = De site van deze bibliotheek is vol.
finding-system-user-opens-other-sites = De systeemgebruiker kan andere sites openen dan de sites die zijn opgegeven: { $number }
finding-no-sites = Voor deze koppeling is geen site opgegeven.
finding-administrator-without-access = De beheerder die goedkeuring gaf, kan { $places } niet gebruiken.
