check-no-excess-permissions = Cooperlink Cloud hat nur Berechtigungen, die es anfordert

problem-excess-permissions = { $app } hat mehr Berechtigungen, als es anfordert
finding-excess-permissions = Erteilte Berechtigungen, die Cooperlink Cloud nicht anfordert: { $permissions }
