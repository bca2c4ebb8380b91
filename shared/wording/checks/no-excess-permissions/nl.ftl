check-no-excess-permissions = Cooperlink Cloud heeft alleen de machtigingen waar het om vraagt

finding-excess-permissions = Verleende machtigingen waar Cooperlink Cloud niet om vraagt: { $permissions }
