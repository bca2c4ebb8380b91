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

## What several checks find

finding-no-expected-domain = We hebben geen domein van de klant gekregen om mee te vergelijken.
finding-no-system-user = Voor deze koppeling is geen systeemgebruiker opgegeven.
finding-system-user-other-account = Het account dat antwoordt, is niet het account dat is gekoppeld. Dat is verwijderd en opnieuw aangemaakt, of vervangen.
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
finding-no-sites = Voor deze koppeling is geen site opgegeven.
