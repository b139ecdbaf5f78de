"""The embedded stack: emulators and a Functions host on loopback. Never deployed."""
