package teams

// Allowed tells whether the public cloud's token may go to an address.
func Allowed(address string) bool { return allowed(Public.hosts(), address) }
