"""The words that derived pairs are made of: given names that look alike, surnames, universities by country."""

GIVEN_TWINS = (
    ("João", "Joana"), ("José", "Josefa"), ("Carlos", "Carla"), ("Paulo", "Paula"), ("António", "Antónia"),
    ("Fernando", "Fernanda"), ("Mário", "Maria"), ("Luís", "Luísa"), ("Miguel", "Micaela"), ("Francisco", "Francisca"),
    ("Jorge", "José"), ("Pedro", "Paulo"), ("Rui", "Raúl"), ("Nuno", "Bruno"), ("Isabel", "Isaura"), ("Inês", "Irene"),
    ("Teresa", "Tereza Cristina"), ("Alexandre", "Alexandra"), ("Fábio", "Flávio"), ("Fabio", "Fabiano"),
    ("Adelson", "Edelson"), ("Ana", "Anabela"), ("Antonio", "Antonino"), ("Augusto", "Augusta"),
    ("Felipe", "Filipa"), ("Henrique", "Henriqueta"), ("Hélio", "Helena"), ("Gabriel", "Gabriela"),
    ("André", "Andreia"),
    ("Alberto", "Adalberto"), ("Arnaldo", "Armando"), ("Arthur", "Artur Jorge"), ("Evandro", "Evaldo"),
    ("Alfredo", "Alfredina"), ("Geraldo", "Gerardo"), ("Guilherme", "Guilhermina"), ("Adriano", "Adriana"),
    ("Ricardo", "Rita"), ("Rafael", "Rafaela"), ("Daniel", "Daniela"), ("Manuel", "Manuela"), ("Eduardo", "Edgardo"),
    ("Juan", "Julián"), ("Andrés", "Andrea"), ("Gustavo", "Gonzalo"), ("Julio", "Julia"), ("Sergio", "Silvio"),
    ("Martín", "Martina"), ("Óscar", "Omar"), ("Oscar", "Omar"), ("Claudia", "Claudio"), ("Laura", "Lorena"),
    ("Rodrigo", "Rogelio"), ("Luis", "Lucía"), ("Álvaro", "Alonso"), ("Alejandro", "Alejandra"), ("Camilo", "Camila"),
    ("Leonel", "Leonor"), ("Danilo", "Daniel"), ("Nicolás", "Nicolasa"), ("César", "Cecilia"), ("Mauricio", "Mauro"),
)  # fmt: skip
OFFICES = {
    "AR": ("Universidad de Buenos Aires", "Universidad Nacional de La Plata"),
    "BO": ("Universidad Mayor de San Andrés", "Universidad Mayor de San Simón"),
    "BR": ("Universidade de São Paulo", "Fundação Oswaldo Cruz", "Universidade Federal da Bahia"),
    "CL": ("Universidad de Chile", "Universidad de Concepción"),
    "CO": ("Universidad Nacional de Colombia", "Universidad de Antioquia"),
    "CR": ("Universidad de Costa Rica", "Universidad Nacional"),
    "CU": ("Universidad de La Habana", "Universidad de Oriente"),
    "DO": ("Universidad Autónoma de Santo Domingo", "Instituto Tecnológico de Santo Domingo"),
    "EC": ("Universidad Central del Ecuador", "Universidad Andina Simón Bolívar"),
    "ES": ("Universidad Complutense de Madrid", "Universidad de Salamanca"),
    "GT": ("Universidad de San Carlos", "Universidad Rafael Landívar"),
    "HN": ("Universidad Nacional Autónoma de Honduras", "Universidad Pedagógica Nacional"),
    "MX": ("Universidad Nacional Autónoma de México", "El Colegio de México"),
    "NI": ("Universidad Centroamericana", "Universidad Nacional Autónoma de Nicaragua"),
    "PA": ("Universidad de Panamá", "Universidad Tecnológica de Panamá"),
    "PE": ("Universidad Nacional Mayor de San Marcos", "Pontificia Universidad Católica del Perú"),
    "PR": ("Universidad de Puerto Rico", "Universidad Interamericana"),
    "PT": ("Universidade de Coimbra", "Universidade Nova de Lisboa", "Universidade do Porto"),
    "PY": ("Universidad Nacional de Asunción", "Universidad Católica"),
    "SV": ("Universidad de El Salvador", "Universidad Centroamericana José Simeón Cañas"),
    "UY": ("Universidad de la República", "Universidad de Montevideo"),
    "VE": ("Universidad Central de Venezuela", "Universidad de Los Andes"),
}
AWAY = (("AO", "Universidade Agostinho Neto"), ("MZ", "Universidade Eduardo Mondlane"),
        ("CV", "Universidade de Cabo Verde"), ("BR", "Fundação Oswaldo Cruz"))  # fmt: skip
SECOND_SURNAMES = (
    "Vargas", "Solano", "Quiroga", "Pacheco", "Barrantes", "Zamora", "Peralta", "Rosales", "Montero", "Cifuentes",
    "Aguirre", "Bastos", "Siqueira", "Teles", "Valadares",
)  # fmt: skip
