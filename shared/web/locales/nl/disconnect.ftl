## After the connection was ended: the app is removed from the organisation

disconnect-heading = { $app } verwijderen uit uw Microsoft 365
disconnect-text = Cooperlink heeft de koppeling beëindigd en de aanmelding van de systeemgebruiker verwijderd. Er blijft één stap over, en die kan alleen uw organisatie doen: { $app } verwijderen in Microsoft Entra.
disconnect-gone-heading = { $app } is verwijderd
disconnect-gone-text = Microsoft laat { $app } niet meer toe in uw organisatie. Toegang die Microsoft daarvoor al had afgegeven, verloopt binnen ongeveer een uur. U kunt deze pagina sluiten.
disconnect-shared-heading = Laat { $app } in uw Microsoft 365 staan
disconnect-shared-text = Deze koppeling is beëindigd, maar een andere koppeling van uw organisatie gebruikt { $app } nog. Als u de toepassing verwijdert, eindigt ook die. U hoeft niets te doen; u kunt deze pagina sluiten.
disconnect-remains = Microsoft laat { $app } nog toe. Nadat u de toepassing hebt verwijderd, kan het enkele minuten duren voordat dat verandert.
disconnect-unclear = We konden niet vaststellen of { $app } is verwijderd: Microsoft gaf geen duidelijk antwoord. Controleer het over een minuut opnieuw.
disconnect-looking = We vragen het na bij Microsoft; deze pagina wordt automatisch bijgewerkt.
disconnect-check = Opnieuw controleren
disconnect-how = Hoe u de toepassing verwijdert
disconnect-open = Open { $app } in het Microsoft Entra-beheercentrum: Bedrijfsapps, { $app }, Eigenschappen. U hebt een van deze rollen nodig: Cloudtoepassingsbeheerder, Toepassingsbeheerder of Globale beheerder.
disconnect-delete = Klik op Verwijderen en bevestig.
disconnect-return = Kom terug naar deze pagina en klik op “Opnieuw controleren”. U hoeft zich hier niet aan te melden.
disconnect-account = Was de systeemgebruiker er alleen voor { $app }? Verwijder dat account dan, of blokkeer de aanmelding, en maak de licentie vrij.
