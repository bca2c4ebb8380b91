## What went wrong: what happened, what it means, what to do now

failure-what-to-do = Wat u nu kunt doen
failure-sign-in = Opnieuw aanmelden
failure-another-account = Met een ander account aanmelden
failure-check = Opnieuw controleren
failure-status = Status van de koppeling tonen
failure-prepare = Terug naar de voorbereiding
failure-addresses = Als een van uw regels alleen bekende IP-adressen toestaat: op de achtergrond meldt { $app } zich vanaf deze adressen aan.
failure-server-addresses = IP-adressen van onze server:
failure-no-addresses = Vraag Cooperlink naar de IP-adressen van onze server.
notice-reference = Referentie van Microsoft:

stuck-heading = Bent u op de pagina van Microsoft vastgelopen?
stuck-text = U ging naar Microsoft om u aan te melden en kwam niet terug. Toonde Microsoft een fout, dan hoort uw account bij een andere organisatie, mag het { $app } niet gebruiken of mag het geen goedkeuring geven. In die gevallen stuurt Microsoft u niet terug.
stuck-what-to-do = Meld u nog een keer aan en kies een ander account, of stuur deze pagina naar iemand die goedkeuring mag geven.
stuck-link = Microsoft gaf een foutmelding

notice-declined-heading = De goedkeuring is niet gegeven
notice-declined-text = Iemand heeft op de pagina van Microsoft op Annuleren geklikt, of het account mag geen goedkeuring geven voor de hele organisatie. Er is niets gewijzigd.
notice-declined-what-to-do = Hebt u per ongeluk op Annuleren geklikt, ga dan gewoon verder. Liet Microsoft u geen goedkeuring geven, stuur deze pagina dan naar iemand die dat wel mag: een Beheerder voor bevoorrechte rollen of een Globale beheerder.

notice-went-back-heading = U bent teruggekomen zonder af te ronden
notice-went-back-text = U bent van de pagina van Microsoft teruggegaan, of uw account mag geen goedkeuring geven. Er is niets gewijzigd.
notice-went-back-what-to-do = Ga verder wanneer het u schikt. Liet Microsoft u geen goedkeuring geven, stuur deze pagina dan naar iemand die dat wel mag: een Beheerder voor bevoorrechte rollen of een Globale beheerder.

notice-wrong-tenant-heading = Dit account hoort bij een andere organisatie
notice-wrong-tenant-text = Deze link is voor één organisatie, en u hebt zich bij een andere aangemeld. Er is niets gekoppeld.
notice-wrong-tenant-what-to-do = Meld u aan met een beheerdersaccount van de organisatie waarvoor deze koppeling is bedoeld. Werkt u voor meerdere organisaties, kies dan het account op de pagina van Microsoft. Kiest Microsoft steeds hetzelfde account, gebruik dan een privévenster.

notice-personal-account-heading = Dit is een persoonlijk account
notice-personal-account-text = Een persoonlijk Microsoft-account, bijvoorbeeld van outlook.com, hoort niet bij een organisatie die u kunt koppelen.
notice-personal-account-what-to-do = Meld u aan met uw werkaccount.

notice-outside-account-heading = Dit account komt van buiten de organisatie
notice-outside-account-text = Microsoft heeft het account toegelaten, maar toont het niets van de organisatie: het is een gast of hoort bij een partner. Er is niets gekoppeld.
notice-outside-account-what-to-do = Meld u aan met een beheerdersaccount van de organisatie zelf, of stuur deze pagina naar iemand die er een heeft.

notice-tenant-taken-heading = Deze organisatie is al gekoppeld
notice-tenant-taken-text = De organisatie waarbij u zich hebt aangemeld, is gekoppeld voor een andere klant van Cooperlink. Hier is niets gekoppeld.
notice-tenant-taken-what-to-do = Had u verwacht de organisatie hier te koppelen? Vraag Cooperlink dan om hulp.

notice-tenant-rejected-heading = Cooperlink heeft de koppeling van deze organisatie niet goedgekeurd
notice-tenant-rejected-text = Cooperlink heeft de organisatie bekeken waarbij u zich hebt aangemeld en besloten die niet via deze link te koppelen. Er is niets gekoppeld.
notice-tenant-rejected-what-to-do = Vraag Cooperlink of de persoon die u deze link heeft gestuurd naar de reden.

notice-tenant-mismatch-heading = De antwoorden van Microsoft komen niet overeen
notice-tenant-mismatch-text = Het antwoord noemde een andere organisatie dan we verwachtten. Daarom zijn we gestopt. Er is niets gekoppeld.
notice-tenant-mismatch-what-to-do = Begin opnieuw met slechts één account. Gebeurt het weer, vraag Cooperlink dan om hulp.

notice-approval-required-heading = Microsoft vraagt goedkeuring van iemand met meer rechten
notice-approval-required-text = In uw organisatie mogen alleen bepaalde beheerders toepassingen goedkeuren, en uw account hoort daar niet bij. Bood Microsoft u aan een verzoek om goedkeuring te versturen en hebt u dat gedaan, dan wacht het nu op een beheerder.
notice-approval-required-what-to-do = Geeft iemand de goedkeuring elders, via een verzoek of in het beheercentrum, kom daarna dan hier terug: meld u aan of klik op Opnieuw controleren, en u gaat verder waar u was gebleven. Stuur deze pagina anders naar iemand die goedkeuring mag geven, of meld u aan met zo’n account.

notice-proof-pending-heading = Microsoft heeft nog niet alles bevestigd
notice-proof-pending-text = Uw goedkeuring is verstuurd, maar Microsoft toont die nog niet helemaal. Dat is normaal in de eerste minuten.
notice-proof-pending-what-to-do = Wacht een minuut en klik dan op Opnieuw controleren.

notice-microsoft-unavailable-heading = Microsoft gaf geen antwoord
notice-microsoft-unavailable-text = We konden de service van Microsoft niet bereiken, of die had een storing. Er is niets gewijzigd.
notice-microsoft-unavailable-what-to-do = Probeer het over enkele minuten opnieuw. Deze link blijft geldig.

notice-our-fault-heading = De fout ligt bij ons
notice-our-fault-text = De eigen toegang van Cooperlink tot Microsoft werkt niet goed. Met uw organisatie is niets mis, en er is niets gewijzigd. We zijn gewaarschuwd.
notice-our-fault-what-to-do = Probeer het over een uur opnieuw. Deze link blijft geldig.

notice-refused-heading = Microsoft heeft de aanmelding geweigerd
notice-refused-text = Een regel in uw organisatie of de status van het account heeft de aanmelding tegengehouden. Er is niets gewijzigd.
notice-refused-what-to-do = Zoek de referentie hieronder op in de aanmeldingslogboeken van het Microsoft Entra-beheercentrum, of probeer een ander beheerdersaccount.

notice-refused-at-server-heading = Een regel in uw organisatie hield onze server tegen
notice-refused-at-server-text = Microsoft heeft u toegelaten en controleerde dezelfde aanmelding daarna nog een keer, vanaf de locatie van onze server. Er is niets gewijzigd.
notice-refused-at-server-what-to-do = Opnieuw aanmelden is niet genoeg. De beheerder van de regel kan de IP-adressen van onze server als benoemde locatie toevoegen in het Microsoft Entra-beheercentrum (Voorwaardelijke toegang, Benoemde locaties) en die locatie van de regel uitsluiten, of het account ervan uitsluiten. Meld u daarna opnieuw aan.

notice-refused-consent-missing-heading = Nog niemand met voldoende rechten heeft goedkeuring gegeven
notice-refused-consent-missing-text = In uw organisatie mogen alleen bepaalde beheerders { $app } goedkeuren, en geen van hen heeft dat gedaan.
notice-refused-consent-missing-what-to-do = Stuur het adres van deze pagina naar een Beheerder voor bevoorrechte rollen of een Globale beheerder, of meld u aan met zo’n account.

notice-refused-declined-heading = De machtigingen zijn niet geaccepteerd
notice-refused-declined-text = Iemand heeft op de pagina van Microsoft op Annuleren geklikt. Er is niets gewijzigd.
notice-refused-declined-what-to-do = Begin opnieuw wanneer het u schikt en klik op de pagina van Microsoft op Accepteren.

notice-refused-service-missing-heading = In uw organisatie ontbreekt een service van Microsoft
notice-refused-service-missing-text = Een service waarmee { $app } werkt, ontbreekt of is uitgeschakeld, vaak omdat een abonnement is verlopen.
notice-refused-service-missing-what-to-do = Controleer in het Microsoft 365-beheercentrum onder Facturering of SharePoint Online en Exchange Online actief zijn en probeer het dan opnieuw.

notice-refused-app-disabled-heading = { $app } is uitgeschakeld in uw organisatie
notice-refused-app-disabled-text = Een beheerder heeft aanmelden bij de toepassing uitgeschakeld.
notice-refused-app-disabled-what-to-do = Open in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }, Eigenschappen, zet “Ingeschakeld voor gebruikers om zich aan te melden?” op Ja en probeer het opnieuw.

notice-refused-not-assigned-heading = Uw account mag { $app } niet gebruiken
notice-refused-not-assigned-text = Uw organisatie vereist dat mensen aan { $app } zijn toegewezen, en uw account is niet toegewezen.
notice-refused-not-assigned-what-to-do = Open in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }, Gebruikers en groepen, voeg uw account toe en probeer het opnieuw. Groepen binnen groepen tellen niet.

notice-refused-wrong-account-heading = Dit account hoort ergens anders thuis
notice-refused-wrong-account-text = Het account hoort bij een gast, een partner of een andere organisatie, en Microsoft staat dit hier niet toe.
notice-refused-wrong-account-what-to-do = Meld u aan met een beheerdersaccount van de organisatie zelf. Kiest Microsoft een ander account, gebruik dan een privévenster.

notice-refused-cross-tenant-rule-heading = Een regel voor toegang tussen tenants hield de aanmelding tegen
notice-refused-cross-tenant-rule-text = Uw organisatie, of het netwerk waarin u werkt, beperkt aanmeldingen tussen organisaties.
notice-refused-cross-tenant-rule-what-to-do = Vraag het aan de beheerder van de toegangsinstellingen voor meerdere tenants en de tenantbeperkingen, of gebruik een account van de organisatie zelf vanuit het eigen netwerk.

notice-refused-account-missing-heading = Uw organisatie kent dit account niet
notice-refused-account-missing-text = Het is verwijderd, of het heeft nooit in de directory van de organisatie gestaan.
notice-refused-account-missing-what-to-do = Meld u aan met een account van de organisatie zelf, of vraag een beheerder het te herstellen onder Verwijderde gebruikers in het Microsoft 365-beheercentrum.

notice-refused-password-wrong-heading = Het wachtwoord is niet geaccepteerd
notice-refused-password-wrong-text = Het was onjuist, of er is geen wachtwoord ingevuld.
notice-refused-password-wrong-what-to-do = Begin hier opnieuw met het huidige wachtwoord. Weet niemand het, dan kan een beheerder het opnieuw instellen.

notice-refused-password-expired-heading = Het wachtwoord is verlopen
notice-refused-password-expired-text = Microsoft wil een nieuw wachtwoord voordat het account verder kan.
notice-refused-password-expired-what-to-do = Meld u één keer aan op office.com, wijzig het wachtwoord zoals Microsoft vraagt en begin hier opnieuw.

notice-refused-locked-heading = Het account is tijdelijk vergrendeld
notice-refused-locked-text = Microsoft zag te veel pogingen met een verkeerd wachtwoord, of een IP-adres dat Microsoft niet vertrouwt.
notice-refused-locked-what-to-do = Wacht 15 minuten en probeer het opnieuw. Blijft het zo, dan ziet een beheerder onder Aanmeldingslogboeken of het wachtwoord of het IP-adres de reden is.

notice-refused-account-disabled-heading = Dit account is uitgeschakeld
notice-refused-account-disabled-text = Een beheerder heeft het aanmelden met dit account geblokkeerd.
notice-refused-account-disabled-what-to-do = Vraag een beheerder het account weer in te schakelen in het Microsoft Entra-beheercentrum, of gebruik een ander account.

notice-refused-legal-age-heading = Dit account is gemarkeerd als dat van een minderjarige
notice-refused-legal-age-text = Volgens de gegevens van het account is de houder minderjarig, en geen volwassene heeft toestemming gegeven.
notice-refused-legal-age-what-to-do = Meld u aan met een ander beheerdersaccount, of laat de leeftijdsgroep corrigeren in het Microsoft Entra-beheercentrum, bij de eigenschappen van het account.

notice-refused-session-revoked-heading = De aanmelding is beëindigd
notice-refused-session-revoked-text = Een beheerder of de houder van het account heeft de sessies ingetrokken, of iemand heeft het wachtwoord opnieuw ingesteld.
notice-refused-session-revoked-what-to-do = Meld u opnieuw aan met de knop hieronder.

notice-refused-inactivity-heading = De aanmelding is te lang niet gebruikt
notice-refused-inactivity-text = Microsoft beëindigt een aanmelding die een tijdlang niet is gebruikt.
notice-refused-inactivity-what-to-do = Meld u opnieuw aan met de knop hieronder.

notice-refused-frequency-heading = Uw organisatie vereist een nieuwe aanmelding
notice-refused-frequency-text = Een regel in uw organisatie beëindigt aanmeldingen na een vaste tijd.
notice-refused-frequency-what-to-do = Meld u opnieuw aan met de knop hieronder. Een account dat werkt zonder dat er iemand bij zit, moet u van die regel uitsluiten (Voorwaardelijke toegang, Aanmeldingsfrequentie).

notice-refused-again-heading = Meld u opnieuw aan
notice-refused-again-text = De aanmelding duurde te lang, is al eerder gebruikt, of Microsoft vraagt om een nieuwe.
notice-refused-again-what-to-do = Gebruik de knop hieronder.

notice-refused-mfa-registration-heading = Microsoft vraagt dit account zich te registreren voor meervoudige verificatie
notice-refused-mfa-registration-text = Het account heeft nog geen methode om de aanmelding te bevestigen.
notice-refused-mfa-registration-what-to-do = Registreer een methode op aka.ms/mfasetup en begin hier opnieuw. Vereist het bedrijfsbeleid meervoudige verificatie voor een account dat werkt zonder dat er iemand bij zit, neem dan contact op met Cooperlink Support om een beheerder te laten toewijzen.

notice-refused-mfa-required-heading = Microsoft vraagt om meervoudige verificatie
notice-refused-mfa-required-text = Het account moet de aanmelding bevestigen.
notice-refused-mfa-required-what-to-do = Meld u opnieuw aan en volg de stappen van Microsoft. Vereist het bedrijfsbeleid meervoudige verificatie voor een account dat werkt zonder dat er iemand bij zit, neem dan contact op met Cooperlink Support om een beheerder te laten toewijzen.

notice-refused-external-challenge-heading = Een andere provider wil de aanmelding bevestigen
notice-refused-external-challenge-text = Uw organisatie stuurt aanmeldingen naar een provider buiten Microsoft, en die stap is niet afgerond.
notice-refused-external-challenge-what-to-do = Meld u opnieuw aan en volg de stappen van de provider.

notice-refused-identity-provider-heading = Het eigen aanmeldsysteem van uw organisatie heeft het account niet bevestigd
notice-refused-identity-provider-text = Uw organisatie bevestigt aanmeldingen met een eigen systeem, zoals AD FS, agents voor passthrough-verificatie of certificaten. Dat systeem had een storing of weigerde.
notice-refused-identity-provider-what-to-do = Vraag de beheerder van dat systeem de referentie hieronder op te zoeken in het logboek, of meld u aan met een beheerdersaccount dat alleen in de cloud bestaat.

notice-refused-claims-rule-heading = Een claimbeleid in uw organisatie is onjuist
notice-refused-claims-rule-text = Uw organisatie heeft claims toegevoegd aan de tokens van { $app }, en Microsoft kan die niet maken.
notice-refused-claims-rule-what-to-do = Open in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }, Eenmalige aanmelding, Kenmerken en claims, verwijder wat is toegevoegd en probeer het opnieuw.

notice-refused-device-heading = Dit apparaat voldoet niet aan de regels van uw organisatie
notice-refused-device-text = Alleen beheerde of compatibele apparaten kunnen zich aanmelden.
notice-refused-device-what-to-do = Open deze pagina op een apparaat dat uw organisatie beheert, of vraag een beheerder het account van de regel uit te sluiten.

notice-refused-conditional-access-heading = Een beveiligingsregel hield de aanmelding tegen
notice-refused-conditional-access-text = Beleid voor voorwaardelijke toegang van uw organisatie heeft de aanmelding geblokkeerd.
notice-refused-conditional-access-what-to-do = Open de aanmeldingslogboeken van het Microsoft Entra-beheercentrum, zoek de vermelding met de referentie hieronder en bekijk op het tabblad “Voorwaardelijke toegang” welk beleid is toegepast. De beheerder van dat beleid kan de locatie toestaan of het account uitsluiten; een toepassing uitsluiten verandert niets.

notice-refused-security-defaults-heading = De standaardinstellingen voor beveiliging hielden de aanmelding tegen
notice-refused-security-defaults-text = Uw organisatie gebruikt de standaardinstellingen voor beveiliging van Microsoft. Die vragen iedereen om meervoudige verificatie en blokkeren oudere manieren van aanmelden.
notice-refused-security-defaults-what-to-do = Meld u opnieuw aan en volg de stappen van Microsoft. Helpt dat niet, neem dan contact op met Cooperlink Support.

notice-refused-risk-heading = Microsoft ziet een risico in deze aanmelding
notice-refused-risk-text = Microsoft vindt het account, de locatie of de manier van aanmelden ongewoon.
notice-refused-risk-what-to-do = Vraag een beheerder dit te bekijken in het Microsoft Entra-beheercentrum onder ID Protection, Riskante gebruikers, en Gebruikersrisico negeren te kiezen als er geen risico is.

notice-refused-tenant-heading = Microsoft kent deze organisatie hier niet
notice-refused-tenant-text = De organisatie bestaat niet, of zit in een andere cloud van Microsoft (Amerikaanse overheid, China).
notice-refused-tenant-what-to-do = Vraag Cooperlink om hulp en vermeld de referentie hieronder.

notice-refused-ours-heading = De fout ligt bij ons
notice-refused-ours-text = Microsoft heeft onze aanvraag niet geaccepteerd. Met uw organisatie is niets mis, en er is niets gewijzigd.
notice-refused-ours-what-to-do = Vraag Cooperlink om hulp en vermeld de referentie hieronder. Deze link blijft geldig.

notice-refused-passing-heading = De service van Microsoft had een tijdelijke storing
notice-refused-passing-text = Dat gaat vanzelf over. Er is niets gewijzigd.
notice-refused-passing-what-to-do = Probeer het over enkele minuten opnieuw. Blijft het zo, geef de referentie hieronder dan door aan de ondersteuning van Microsoft.

notice-refused-microsoft-fault-heading = De aanmeldingsservice van Microsoft meldt een fout
notice-refused-microsoft-fault-text = De fout ligt in de service van Microsoft en gaat misschien niet vanzelf over. Er is niets gewijzigd.
notice-refused-microsoft-fault-what-to-do = Probeer het later opnieuw. Blijft het zo, vraag Cooperlink dan om hulp en vermeld de referentie hieronder.

notice-signed-in-as = Aangemeld
notice-expected = Moet zich aanmelden

notice-other-account-heading = U hebt zich met een ander account aangemeld
notice-other-account-text = De systeemgebruiker is een ander account dan het account dat zich heeft aangemeld. Er is niets gewijzigd.
notice-other-account-what-to-do = Begin opnieuw met een ander account. Kiest Microsoft steeds hetzelfde account, gebruik dan een privévenster.

notice-account-elsewhere-heading = Dit account hoort bij een andere organisatie
notice-account-elsewhere-text = De systeemgebruiker moet een account zijn van de organisatie die is goedgekeurd. Er is niets gewijzigd.
notice-account-elsewhere-what-to-do = Begin opnieuw met een ander account. Kiest Microsoft steeds hetzelfde account, gebruik dan een privévenster.

notice-guest-account-heading = Dit account is een gast
notice-guest-account-text = De systeemgebruiker moet lid zijn van de organisatie. Een gast heeft daar geen licentie en geen postvak. Er is niets gewijzigd.
notice-guest-account-what-to-do = Vraag een beheerder om een account dat lid is van de organisatie, en geef de naam ervan door aan Cooperlink.

notice-not-kept-signed-in-heading = Microsoft staat niet toe dat het account gekoppeld blijft
notice-not-kept-signed-in-text = Het aanmelden lukte, maar zonder wat { $app } nodig heeft om op de achtergrond te blijven werken. Er is niets gewijzigd.
notice-not-kept-signed-in-what-to-do = Begin opnieuw. Gebeurt het weer, dan moet een beheerder { $app } nog een keer goedkeuren, met elke machtiging op de pagina van Microsoft.

notice-replacement-not-agreed-heading = Er is al een ander account gekoppeld
notice-replacement-not-agreed-text = Een ander account is gekoppeld als systeemgebruiker. Cooperlink moet ermee instemmen voordat dat account wordt vervangen. Er is niets gewijzigd.
notice-replacement-not-agreed-what-to-do = Vraag Cooperlink om een nieuwe link voor de systeemgebruiker en meld u daarmee aan.

notice-not-saved-heading = We konden de aanmelding nu niet opslaan
notice-not-saved-text = Microsoft heeft het account toegelaten, maar wij konden het niet gekoppeld houden. Er is niets gewijzigd.
notice-not-saved-what-to-do = Probeer het over een minuut opnieuw. Deze link blijft geldig.

notice-start-again-heading = Begin opnieuw
notice-start-again-text = We konden die poging niet afronden: die duurde te lang, is in een ander tabblad opnieuw begonnen of is al eerder gebruikt. Er is niets verloren gegaan.
notice-start-again-what-to-do = Gebruik de knop hieronder.

## Pages that stand alone

message-back = Terug naar het begin

message-link-not-usable-heading = Deze link werkt niet
message-link-not-usable-text = De link is verlopen, is ingetrokken of is niet volledig gekopieerd.
message-link-not-usable-what-to-do = Vraag degene die de link heeft gestuurd om een nieuwe link.

message-link-expired-heading = Deze link is verlopen
message-link-expired-text = Een link werkt maar een beperkte tijd.
message-link-used-heading = Deze link is al gebruikt
message-link-used-text = De link werkt maar één keer, en de stap waarvoor hij bedoeld was, is gedaan.
message-link-withdrawn-heading = Deze link is ingetrokken
message-link-withdrawn-text = Cooperlink heeft de link ongeldig gemaakt.
message-link-replaced-heading = Deze link is vervangen door een nieuwere
message-link-replaced-text = Zoek het meest recente bericht: de link daarin werkt.
message-link-request-what = Hebt u nog een link nodig, vraag Cooperlink dan om een nieuwe. We geven alleen door om welke link het gaat.
message-link-request = Nieuwe link aanvragen
message-link-requested = Cooperlink weet dat u een nieuwe link nodig hebt. U krijgt die van degene die u deze link heeft gestuurd. We geven één verzoek per dag door.

message-other-browser-heading = Ga verder waar u bent begonnen
message-other-browser-text = U bent met deze stap begonnen in een andere browser of op een andere computer, of meer dan een half uur geleden.
message-other-browser-what-to-do = Open de link die u hebt ontvangen opnieuw, in deze browser, en begin daar. Er is niets verloren gegaan.

message-answer-not-usable-heading = Deze stap is al gedaan
message-answer-not-usable-text = De stap is al eerder gebruikt of duurde te lang, of u bent teruggekomen met de knop Terug van de browser.
message-answer-not-usable-what-to-do = Open de link die u hebt ontvangen opnieuw. Er is niets verloren gegaan.

message-form-not-usable-heading = Deze pagina is verouderd
message-form-not-usable-text = De pagina stond te lang open of is in een ander tabblad gewijzigd, of uw browser bewaart geen cookies voor deze site. Er is niets gewijzigd.
message-form-not-usable-what-to-do = Open uw link opnieuw en ga daar verder. Komt deze pagina terug, sta dan cookies voor deze site toe.

message-unknown-domain-heading = Microsoft kent het domein niet
message-unknown-domain-text = Cooperlink heeft voor uw bedrijf een domein gekregen dat geen enkele Microsoft 365-organisatie heeft. Misschien zit er een typefout in.
message-unknown-domain-what-to-do = Vraag degene die de link heeft gestuurd het domein te corrigeren.

message-unknown-named-domain-heading = Microsoft kent dit domein niet
message-unknown-named-domain-text = Geen enkele Microsoft 365-organisatie heeft het domein dat u hebt ingevuld.
message-unknown-named-domain-what-to-do = Controleer de spelling of laat het domein weg, en meld u opnieuw aan.

message-microsoft-unavailable-heading = Microsoft geeft geen antwoord
message-microsoft-unavailable-text = We kunnen de service van Microsoft op dit moment niet bereiken. Er is niets gewijzigd en deze link blijft geldig.
message-microsoft-unavailable-what-to-do = Probeer het over enkele minuten opnieuw.

message-temporarily-unavailable-heading = We kunnen nu geen antwoord geven
message-temporarily-unavailable-text = Bij ons werkt iets niet goed. Er is niets verloren gegaan en deze link blijft geldig.
message-temporarily-unavailable-what-to-do = Probeer het over enkele minuten opnieuw.

message-fault-heading = Er is bij ons iets misgegaan
message-fault-text = We hebben de fout vastgelegd, en deze link blijft geldig.
message-fault-what-to-do = Open uw link opnieuw. Komt deze pagina terug, stuur ons dan de referentie hieronder.

message-too-many-heading = Te veel pogingen
message-too-many-text = Deze link is in korte tijd heel vaak gebruikt.
message-too-many-what-to-do = Wacht een uur en probeer het dan opnieuw.

message-too-many-links-heading = Vandaag geen nieuwe links meer
message-too-many-links-text = Per koppeling kunt u maar een paar links per dag voor de systeemgebruiker maken.
message-too-many-links-what-to-do = Gebruik de laatste link of maak morgen een nieuwe. Cooperlink kan er altijd een sturen.

message-too-fast-heading = Te veel aanvragen
message-too-fast-text = Deze pagina is in korte tijd heel vaak opgevraagd, via uw verbinding of door veel mensen tegelijk.
message-too-fast-what-to-do = Wacht een minuut en probeer het dan opnieuw. Er is niets verloren gegaan.

message-not-found-heading = Deze pagina bestaat niet
message-not-found-text = Mogelijk is het adres niet volledig.
message-not-found-what-to-do = Open de link die u hebt ontvangen opnieuw.

message-method-not-allowed-heading = Dat werkt hier niet
message-method-not-allowed-text = Het adres is gebruikt op een manier die deze pagina niet ondersteunt.
message-method-not-allowed-what-to-do = Open de link die u hebt ontvangen opnieuw.
