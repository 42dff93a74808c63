"""Preview: rebuilds notes while they are written and shows them in a browser on this machine."""
