## After the connection was ended: the app is removed from the organisation

disconnect-heading = { $app } verwijderen uit uw Microsoft 365
disconnect-text = Cooperlink heeft de verbinding beëindigd en de aanmelding van de systeemgebruiker gewist. Er rest één stap, die alleen uw organisatie kan zetten: { $app } verwijderen in Microsoft Entra.
disconnect-gone-heading = { $app } is verwijderd
disconnect-gone-text = Microsoft laat { $app } niet meer toe in uw organisatie. Toegang die Microsoft daarvoor al had afgegeven, verloopt binnen ongeveer een uur. U kunt deze pagina sluiten.
disconnect-shared-heading = Laat { $app } in uw Microsoft 365 staan
disconnect-shared-text = Deze verbinding is beëindigd, maar een andere verbinding van uw organisatie gebruikt { $app } nog. Als u de app verwijdert, eindigt ook die. U hoeft niets te doen; u kunt deze pagina sluiten.
disconnect-remains = Microsoft laat { $app } nog toe. Na een verwijdering kan dat enkele minuten duren.
disconnect-unclear = We konden niet vaststellen of { $app } verwijderd is: Microsoft gaf geen duidelijk antwoord. Controleer het over een minuut opnieuw.
disconnect-looking = We vragen het na bij Microsoft; deze pagina wordt automatisch bijgewerkt.
disconnect-check = Opnieuw controleren
disconnect-how = Zo verwijdert u de app
disconnect-open = Open { $app } in het Microsoft Entra-beheercentrum: Bedrijfsapps, { $app }, Eigenschappen. U hebt de rol Cloudtoepassingsbeheerder, Toepassingsbeheerder of Globale beheerder nodig.
disconnect-delete = Klik op Verwijderen en bevestig.
disconnect-return = Kom terug naar deze pagina en klik op “Opnieuw controleren”. Niemand hoeft zich hier aan te melden.
disconnect-account = Diende de systeemgebruiker alleen voor { $app }? Verwijder dan dat account, of blokkeer de aanmelding, en geef de licentie vrij.
