database = node["polls"]["database"]

package "mysql-server"

service "mysql" do
  action [:enable, :start]
end

execute "make the database" do
  command %(mysql -e "CREATE DATABASE IF NOT EXISTS #{database['name']} CHARACTER SET utf8mb4")
end

execute "let the application in" do
  command "mysql -e \"GRANT ALL ON #{database['name']}.* TO '#{database['user']}'@'localhost' " \
          "IDENTIFIED BY '#{database['password']}'\""
end

cookbook_file "/tmp/polls.sql" do
  source "polls.sql"
end

execute "mysql #{database['name']} < /tmp/polls.sql"
