name "polls"
version "1.2.0"
depends "nodejs"
