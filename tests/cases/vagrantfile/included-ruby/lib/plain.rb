$from_plain = "plain"
PLAIN_CONSTANT = File.basename(__FILE__)
