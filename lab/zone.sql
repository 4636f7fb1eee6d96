-- What the MariaDB image holds beside PowerDNS's own tables: an account, and the zone example.dn42.
INSERT INTO domains (id, name, type) VALUES (1, 'example.dn42', 'NATIVE');
INSERT INTO records (domain_id, name, type, ttl, content) VALUES
  (1, 'example.dn42', 'SOA', 60, 'ns.example.dn42 root.example.dn42 1 3600 600 86400 60'),
  (1, 'example.dn42', 'NS', 60, 'ns.example.dn42'),
  (1, 'ns.example.dn42', 'A', 60, '172.22.76.109'),
  (1, 'www.example.dn42', 'A', 60, '172.22.76.1'),
  (1, 'id.example.dn42', 'TXT', 60, '"mariadb"');
FLUSH PRIVILEGES;
CREATE USER pdns@'%' IDENTIFIED BY 'pdns';
GRANT ALL ON pdns.* TO pdns@'%';
